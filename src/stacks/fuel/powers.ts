import { selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { defaultAdminRole, roleAuthority } from '../../authority/roles.ts';
import { guarantees } from '../../model/guarantee.ts';
import type { Power } from '../../model/power.ts';
import { delayed, power } from '../powers.ts';
import { roleNamed, type RolePower, rolePowers } from '../role-powers.ts';
import type { FuelContracts } from './contracts.ts';
import { timeToFinalize } from './facts.ts';
import { initializePowers } from './initialize.ts';

const pauser = roleNamed('PAUSER_ROLE');
const limiter = roleNamed('SET_RATE_LIMITER_ROLE');
const pause = 'function pause()';
const commit = 'function commit(bytes32, uint256)';

/** FuelChainState.sol. */
const statePowers: readonly RolePower[] = [
  {
    id: 'pause-chain-state',
    title: 'stop commits, and with them all withdrawals, for ever',
    breaks: ['uncensored'],
    roles: [pauser],
    functions: [pause],
    effect: 'While it is paused no block counts as final, not even one that did before.',
  },
  {
    id: 'withhold-commits',
    title: 'commit no blocks, or take the places of others',
    breaks: ['uncensored'],
    roles: [roleNamed('COMMITTER_ROLE')],
    functions: [commit],
    effect: 'Nobody else may commit, and a place that is taken stays taken: no withdrawal can be proved.',
  },
];

/** FuelMessagePortal.sol, its versions 1 to 3. */
const portalPowers: readonly RolePower[] = [
  {
    id: 'pause-withdrawals',
    title: 'stop all withdrawals for ever, or single ones',
    breaks: ['uncensored'],
    roles: [pauser],
    functions: [pause, 'function pauseWithdrawals() payable', 'function addMessageToBlacklist(bytes32) payable'],
    effect: 'A paused portal relays no message, and a message on its blacklist is never relayed.',
  },
  {
    id: 'throttle-withdrawals',
    title: 'limit withdrawals to as little as it likes',
    breaks: ['uncensored'],
    roles: [limiter],
    functions: ['function resetRateLimitAmount(uint256)', 'function updateRateLimitStatus(bool)'],
    effect: 'Withdrawals above the limit of a period revert; with a limit of nothing all of them do.',
  },
  {
    id: 'replace-chain-state',
    title: 'choose another contract that says which blocks are final',
    breaks: guarantees,
    roles: [defaultAdminRole],
    functions: ['function setFuelChainState(address)'],
    effect: 'The portal pays out, at once, whatever message is in a block that the new contract calls final.',
  },
];

/**
 * FuelERC20Gateway.sol 1 to 4: the later ones have rate limits, and one sender on the chain for all tokens. Its limits and lists of
 * what may be deposited keep nobody in.
 */
const tokenPowers: readonly RolePower[] = [
  {
    id: 'pause-token-withdrawals',
    title: 'stop the withdrawals of tokens for ever',
    breaks: ['uncensored'],
    roles: [pauser],
    functions: [pause],
    effect: 'While it is paused no token leaves the gateway.',
  },
  {
    id: 'throttle-token-withdrawals',
    title: 'limit the withdrawals of a token to as little as it likes',
    breaks: ['uncensored'],
    roles: [limiter],
    functions: [
      'function resetRateLimitAmount(address, uint256, uint256)',
      'function updateRateLimitStatus(address, bool)',
    ],
    effect: 'Withdrawals above the limit of a period revert; with a limit of nothing all of them do.',
  },
  {
    id: 'replace-token-issuer',
    title: 'choose whose messages release tokens',
    breaks: ['valid', 'uncensored', 'untouched'],
    roles: [defaultAdminRole],
    functions: ['function setAssetIssuerId(bytes32) payable'],
    effect: 'Whoever is chosen can withdraw the deposits of all tokens, and who held them before cannot.',
  },
];

/** FuelERC721Gateway.sol. */
const collectiblePowers: readonly RolePower[] = [
  {
    id: 'pause-nft-withdrawals',
    title: 'stop the withdrawals of single tokens for ever',
    breaks: ['uncensored'],
    roles: [pauser],
    functions: [pause],
    effect: 'While it is paused no token leaves the gateway.',
  },
];

/** The powers on the host, except over code. */
export async function hostPowers(contracts: FuelContracts, resolver: Resolver): Promise<readonly Power[]> {
  const { FuelMessagePortal: portal, FuelChainState: state } = contracts;
  const lists = await Promise.all([
    rolePowers(state, statePowers, resolver),
    rolePowers(portal, portalPowers, resolver),
    rolePowers(contracts.FuelERC20Gateway, tokenPowers, resolver),
    rolePowers(contracts.FuelERC721Gateway, collectiblePowers, resolver),
    commitPowers(contracts, resolver),
    initializePowers(contracts, resolver),
  ]);
  return lists.flat();
}

/** What a committer hands in counts after a while, whatever it is: only those who may pause or upgrade can stop it. */
async function commitPowers(contracts: FuelContracts, resolver: Resolver): Promise<readonly Power[]> {
  const { FuelChainState: state } = contracts;
  if (state.status === 'unknown' || state.value.pushed.status === 'unknown') return [];
  const { address, pushed } = state.value;
  const holders = (role: typeof pauser) => roleAuthority({ address, pushed: pushed.value }, role, resolver);
  const [committers, pausers] = await Promise.all([holders(roleNamed('COMMITTER_ROLE')), holders(pauser)]);
  return [
    power({
      id: 'commit-any-block',
      title: 'commit a block of its choice, true or not',
      breaks: ['valid', 'unreverted', 'untouched'],
      authority: delayed(await timeToFinalize(contracts, resolver), committers.authority),
      on: address,
      selectors: [commit, 'function grantRole(bytes32, address)'].map(selectorOf),
      vetoes: [pausers.authority],
      effect:
        'The portal pays out whatever withdrawals are in the block, and nothing proves that it follows from others.',
    }),
  ];
}
