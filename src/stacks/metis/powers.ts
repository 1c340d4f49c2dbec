import type { Address } from 'viem';
import { type Contract, selectorOf } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { roleAuthority } from '../../authority/roles.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { guarantees } from '../../model/guarantee.ts';
import { notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { delayed, power } from '../powers.ts';
import { roleNamed } from '../role-powers.ts';
import type { MetisContracts, MetisParties } from './contracts.ts';
import { fraudProofWindow } from './facts.ts';

const namePowers: readonly OwnerPower[] = [
  {
    id: 'rename-contracts',
    title: 'put another contract in the place of any other',
    breaks: guarantees,
    functions: ['function setAddress(string, address)'],
    effect: 'Contracts find each other by name: other code pays every deposit out, another proposer posts any state.',
  },
];

const messengerPowers: readonly OwnerPower[] = [
  {
    id: 'pause-withdrawals',
    title: 'stop all withdrawals for ever, or single ones',
    breaks: ['uncensored'],
    functions: ['function pause()', 'function blockMessage(bytes32)'],
    effect: 'A paused messenger relays no message; a blocked message is never relayed.',
  },
];

/** The powers on the host, except over code. */
export async function hostPowers(
  chain: Chain,
  { contracts, parties }: { readonly contracts: MetisContracts; readonly parties: MetisParties },
  resolver: Resolver,
): Promise<readonly Power[]> {
  const lists = await Promise.all([
    ownerPowers(contracts.Lib_AddressManager, namePowers, resolver),
    ownerPowers(contracts.L1CrossDomainMessenger, messengerPowers, resolver),
  ]);
  return [
    ...lists.flat(),
    ...(await statePowers(contracts, parties, resolver)),
    ...(await disputePowers(contracts.DisputeGameFactory, resolver)),
    ...(await dataPowers(chain, { contracts, parties }, resolver)),
  ];
}

async function statePowers(
  { StateCommitmentChain: states }: MetisContracts,
  parties: MetisParties,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (states.status === 'unknown') return [];
  const on = states.value.address;
  const [proposer, deleter, manager] = await Promise.all(
    [parties.proposer, parties.deleter, parties.manager].map((party) => partyAuthority(party, resolver)),
  );
  const [proposes, deletes, manages] = [proposer as Authority, deleter as Authority, manager as Authority];
  return [
    power({
      id: 'propose-state',
      title: 'finalise a state of its choice',
      breaks: ['valid'],
      authority: delayed(await fraudProofWindow(states, resolver), proposes),
      on,
      vetoes: [deletes],
      effect: 'The bridge pays out whatever withdrawals the posted state contains: nothing proves it.',
    }),
    power({
      id: 'withhold-proposals',
      title: 'stop posting states',
      breaks: ['uncensored'],
      authority: proposes,
      on,
      effect: 'Nobody else may post states, so no withdrawal becomes final.',
    }),
    power({
      id: 'delete-states',
      title: 'delete posted states, again and again',
      breaks: ['uncensored'],
      authority: deletes,
      on,
      selectors: [selectorOf('function deleteStateBatchByChainId(uint256, (uint256,bytes32,uint256,uint256,bytes))')],
      effect: 'No state ever becomes final, so no withdrawal does.',
    }),
    power({
      id: 'change-window',
      title: 'change how long a state waits before it counts',
      breaks: ['valid', 'uncensored'],
      authority: manages,
      on,
      selectors: [selectorOf('function setFraudProofWindow(uint256)')],
      effect: 'Without a window a posted state counts at once; with an endless one none ever does.',
    }),
  ];
}

/** Who can have games that say that a state is wrong: those who create games, and those who choose their code. */
async function disputePowers(factory: Observation<Contract | null>, resolver: Resolver): Promise<readonly Power[]> {
  if (factory.status === 'unknown' || factory.value === null) return [];
  const { address, pushed } = factory.value;
  const owned = { address, pushed: pushed.status === 'known' ? pushed.value : new Set<never>() };
  const creators = await roleAuthority(owned, roleNamed('GAME_CREATOR_ROLE'), resolver);
  return [
    power({
      id: 'dispute-states',
      title: 'have posted states disputed, again and again',
      breaks: ['uncensored'],
      authority: anyOf([creators.authority, resolver.resolve(address)]),
      on: address,
      selectors: ['function create(uint32, bytes32, bytes)', 'function setImplementation(uint32, address)'].map(
        selectorOf,
      ),
      effect: 'A disputed state may never become final, and no withdrawal with it.',
    }),
  ];
}

async function dataPowers(
  chain: Chain,
  { contracts, parties }: { readonly contracts: MetisContracts; readonly parties: MetisParties },
  resolver: Resolver,
): Promise<readonly Power[]> {
  const data = claimed(chain, 'data.location', 'string');
  if (data.status === 'known' && data.value === 'ethereum') return [];
  const batches = contracts.MVM_CanonicalTransaction;
  if (batches.status === 'unknown') return [];
  return [
    power({
      id: 'withhold-data',
      title: 'keep the data from which the state is rebuilt to itself',
      breaks: ['valid', 'uncensored', 'unreverted'],
      authority: data.status === 'known' ? await partyAuthority(parties.sequencer, resolver) : unresolved(data.reason),
      on: batches.value.address,
      effect: 'Without the data nobody can check, continue or leave the chain.',
    }),
  ];
}

/** A task that nobody has by name may still be done by somebody that no name tells. */
function partyAuthority(party: Observation<Address | null>, resolver: Resolver): Promise<Authority> {
  return addressAuthority(notNull(party, 'no address has the name of this task'), resolver);
}
