import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { defaultAdminRole, readRoleMembers, roleAuthority } from '../../authority/roles.ts';
import { allOf, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { power } from '../powers.ts';
import { roleNamed, type RolePower, rolePowers } from '../role-powers.ts';
import { submissions, withoutProof } from './facts.ts';

const pauseByType = 'function pauseByType(uint8)';
const operator = roleNamed('OPERATOR_ROLE');

/** LineaRollup.sol 1 to 6. Until 5 one role paused everything. */
const rollupPowers: readonly RolePower[] = [
  {
    id: 'replace-verifier',
    title: 'choose the verifier of a type of proofs',
    breaks: ['valid'],
    roles: [roleNamed('VERIFIER_SETTER_ROLE')],
    functions: ['function setVerifierAddress(address, uint256)'],
    effect: 'A verifier that accepts everything finalises any state that an operator posts.',
  },
  {
    id: 'remove-verifiers',
    title: 'remove the verifiers',
    breaks: ['uncensored'],
    roles: [roleNamed('VERIFIER_UNSETTER_ROLE')],
    functions: ['function unsetVerifierAddress(uint256)'],
    effect: 'Without a verifier no proof is accepted and no withdrawal becomes final.',
  },
  {
    id: 'finalise-without-proof',
    title: 'finalise a state without a proof',
    breaks: ['valid'],
    roles: [defaultAdminRole],
    functions: withoutProof,
    effect: 'Any state becomes final on the word of whoever has the role.',
  },
  {
    id: 'pause-withdrawals',
    title: 'stop all withdrawals for ever',
    breaks: ['uncensored'],
    roles: ['PAUSE_ALL_ROLE', 'PAUSE_L2_L1_ROLE', 'PAUSE_FINALIZATION_ROLE', 'PAUSE_MANAGER_ROLE'].map(roleNamed),
    functions: [pauseByType],
    effect: 'While it is paused no message is claimed, or no state becomes final.',
  },
  {
    id: 'throttle-withdrawals',
    title: 'limit withdrawals to as little as it likes',
    breaks: ['uncensored'],
    roles: [roleNamed('RATE_LIMIT_SETTER_ROLE')],
    functions: ['function resetRateLimitAmount(uint256)'],
    effect: 'Withdrawals above the limit of a period revert; with a limit of nothing all of them do.',
  },
];

/** TokenBridge.sol; its first version had an owner instead of roles. */
const bridgePowers: readonly RolePower[] = [
  {
    id: 'pause-token-bridge',
    title: 'stop the withdrawals of tokens',
    breaks: ['uncensored'],
    roles: ['PAUSE_ALL_ROLE', 'PAUSE_COMPLETE_TOKEN_BRIDGING_ROLE'].map(roleNamed),
    functions: [pauseByType],
    effect: 'While it is paused no token leaves the bridge.',
  },
  {
    id: 'reroute-token-bridge',
    title: 'choose whose messages release tokens',
    breaks: ['valid', 'untouched'],
    roles: ['SET_MESSAGE_SERVICE_ROLE', 'SET_REMOTE_TOKENBRIDGE_ROLE', 'SET_CUSTOM_CONTRACT_ROLE'].map(roleNamed),
    functions: [
      'function setMessageService(address)',
      'function setRemoteTokenBridge(address)',
      'function setCustomContract(address, address)',
    ],
    effect: 'Whoever is chosen can withdraw the deposits of all tokens.',
  },
];

/** The first TokenBridge has an owner in the place of all roles, and one pause for everything. */
const ownedBridgePowers: readonly OwnerPower[] = bridgePowers.map(({ roles: _, functions, ...rest }) => ({
  ...rest,
  functions: rest.id === 'pause-token-bridge' ? ['function pause()'] : functions,
}));

/** The powers of roles and owners on the host, except over code. */
export async function hostPowers(
  rollup: Contract,
  bridge: Observation<Contract | null>,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const hasRoles = bridge.status === 'known' && bridge.value !== null && answers(bridge.value, hasRole);
  return [
    ...(await rolePowers(known(rollup), rollupPowers, resolver)),
    ...(hasRoles
      ? await rolePowers(bridge, bridgePowers, resolver)
      : await ownerPowers(bridge, ownedBridgePowers, resolver)),
    ...(await operatorPowers(rollup, resolver)),
  ];
}

const hasRole = 'function hasRole(bytes32, address) view returns (bool)';

async function operatorPowers(rollup: Contract, resolver: Resolver): Promise<readonly Power[]> {
  if (rollup.pushed.status === 'unknown') return [];
  const owned = { address: rollup.address, pushed: rollup.pushed.value };
  const members = await readRoleMembers(owned, operator, resolver);
  const together =
    members.status === 'unknown' || members.value.members.length === 0
      ? unresolved(members.status === 'unknown' ? members.reason : `${rollup.address} names no operator`)
      : allOf(members.value.members.map(resolver.resolve));
  return [
    power({
      id: 'withhold-finalisation',
      title: 'stop posting data and finalising states',
      breaks: ['uncensored'],
      authority: together,
      on: rollup.address,
      effect: 'Nobody else may for six months, so no withdrawal becomes final.',
    }),
    power({
      id: 'abandon-data',
      title: 'finalise another history than the one whose data are on Ethereum',
      breaks: ['unreverted'],
      authority: (await roleAuthority(owned, operator, resolver)).authority,
      on: rollup.address,
      selectors: [...submissions, 'function grantRole(bytes32, address)'].map(selectorOf),
      effect: 'Data may be posted to continue any earlier data, and what is not finalised is lost.',
    }),
  ];
}

/** Who owns the beacon behind all tokens that were first made on the chain. */
export function beaconPowers(beacon: Observation<Contract | null>, resolver: Resolver): readonly Power[] {
  if (beacon.status === 'unknown' || beacon.value === null) return [];
  const { address } = beacon.value;
  return [
    power({
      id: 'upgrade-bridged-tokens',
      title: 'replace the code of the tokens that come from the chain',
      breaks: guarantees,
      authority: resolver.resolve(address),
      on: address,
      selectors: ['function upgradeTo(address)', 'function transferOwnership(address)'].map(selectorOf),
      effect: 'New code can mint and seize every such token on Ethereum.',
    }),
  ];
}
