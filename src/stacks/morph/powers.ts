import type { Address } from 'viem';
import type { Resolver } from '../../authority/resolver.ts';
import { allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import type { Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { delayed, power } from '../powers.ts';
import type { MorphContracts } from './contracts.ts';

const setPause = 'function setPause(bool)';

const rollupPowers: readonly OwnerPower[] = [
  {
    id: 'weaken-challenges',
    title: 'remove the challengers, or the time in which they can challenge',
    breaks: ['valid'],
    functions: [
      'function removeChallenger(address)',
      'function updateFinalizePeriodSeconds(uint256)',
      'function updateVerifier(address)',
    ],
    effect: 'What a staker posts then becomes final, whatever it is.',
  },
  {
    id: 'revert-batches',
    title: 'undo batches whose data are on Ethereum',
    breaks: ['unreverted'],
    functions: ['function revertBatch(bytes, uint256)'],
    effect: 'What was committed and not yet finalised is thrown away; another batch may take its place.',
  },
  {
    id: 'pause-batches',
    title: 'stop all batches',
    breaks: ['uncensored'],
    functions: [setPause],
    effect: 'No batch is committed or finalised any more.',
  },
  {
    id: 'shorten-proofs',
    title: 'leave no time to answer a challenge',
    breaks: ['uncensored'],
    functions: ['function updateProofWindow(uint256)'],
    effect: 'A challenger can then undo every batch, because no proof comes in time.',
  },
];

const verifierPowers: readonly OwnerPower[] = [
  {
    id: 'replace-verifier',
    title: 'replace the verifier of a version',
    breaks: ['valid'],
    functions: ['function updateVerifier(uint256, uint64, address)'],
    effect: 'A verifier that accepts everything answers every challenge.',
  },
];

const messengerPowers: readonly OwnerPower[] = [
  {
    id: 'pause-withdrawals',
    title: 'stop all withdrawals for ever',
    breaks: ['uncensored'],
    functions: [setPause],
    effect: 'A paused messenger passes no withdrawal on, however final it is.',
  },
];

const stakingPowers: readonly OwnerPower[] = [
  {
    id: 'choose-stakers',
    title: 'choose who may post batches',
    breaks: ['uncensored'],
    functions: ['function updateWhitelist(address[], address[])', 'function removeStaker(address[])'],
    effect: 'Only stakers post batches; with none of them, or others, no withdrawal becomes final.',
  },
];

/** Those who take part, and how long a batch waits. */
export type Participants = {
  readonly stakers: Observation<readonly Address[]>;
  readonly challengers: Observation<readonly Address[]>;
  readonly period: Observation<number>;
};

/** The powers on the host, except over code. */
export async function hostPowers(
  contracts: MorphContracts,
  participants: Participants,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const lists = await Promise.all([
    ownerPowers(contracts.Rollup, rollupPowers, resolver),
    ownerPowers(contracts.MultipleVersionRollupVerifier, verifierPowers, resolver),
    ownerPowers(contracts.L1CrossDomainMessenger, messengerPowers, resolver),
    ownerPowers(contracts.L1Staking, stakingPowers, resolver),
  ]);
  return [...lists.flat(), ...stakerPowers(contracts, participants, resolver)];
}

function stakerPowers(
  { Rollup }: MorphContracts,
  { stakers, challengers, period }: Participants,
  resolver: Resolver,
): readonly Power[] {
  if (Rollup.status === 'unknown') return [];
  const on = Rollup.value.address;
  return [
    power({
      id: 'propose-state',
      title: 'finalise a state of its choice',
      breaks: ['valid'],
      authority: delayed(period, members(stakers, anyOf, resolver)),
      on,
      vetoes: [members(challengers, anyOf, resolver)],
      effect: 'Unless one of the listed challengers asks for a proof, whatever a staker posts becomes final.',
    }),
    power({
      id: 'withhold-batches',
      title: 'stop posting batches',
      breaks: ['uncensored'],
      authority: members(stakers, allOf, resolver),
      on,
      effect: 'Nobody else may, so no withdrawal becomes final.',
    }),
  ];
}

function members(
  list: Observation<readonly Address[]>,
  join: (of: readonly Authority[]) => Authority,
  resolver: Resolver,
): Authority {
  if (list.status === 'unknown') return unresolved(list.reason);
  if (list.value.length === 0) return unresolved('nobody is listed at this block; who will be is not known');
  return join(list.value.map(resolver.resolve));
}
