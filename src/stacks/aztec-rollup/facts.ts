import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chainRead, map, notNull, type Observation } from '../../model/observation.ts';
import { unboundedSeconds } from '../../model/vocabulary.ts';
import { settledByProof } from '../rollup-facts.ts';
import type { Assessment } from '../stack.ts';
import type { Found } from './contracts.ts';

/** What the Rollup says of itself: whether it is one, how many validators a committee has, and so on. */
export type Settings = {
  readonly committee: Observation<bigint>;
  readonly manaTarget: Observation<bigint>;
  readonly checksBlobs: Observation<boolean>;
};

/** Reads the settings on which the facts rest. */
export async function readSettings(rollup: Observation<Contract>, resolver: Resolver): Promise<Settings> {
  const read = async <const S extends string>(view: S) =>
    notNull(await chainRead(rollup, (of) => ask<S>(resolver, { of, view })), `the Rollup has no ${view}`);
  const [committee, manaTarget, checksBlobs] = await Promise.all([
    read('function getTargetCommitteeSize() view returns (uint256)'),
    read('function getManaTarget() view returns (uint256)'),
    read('function checkBlob() view returns (bool)'),
  ]);
  return { committee, manaTarget, checksBlobs };
}

/**
 * States are proved, and whoever has a proof may submit it; but each has to be proposed first, by a validator whose turn it is and
 * to whom two thirds of a committee agree. What a blob holds are the effects of transactions: notes, nullifiers, public writes.
 */
export function proofFacts({ Verifier, Outbox }: Found, { committee, checksBlobs }: Settings): Assessment['facts'] {
  return {
    ...settledByProof(all([Verifier, Outbox]), 'SN'),
    'proof.proposer.permissionless': map(committee, (size) => size === 0n),
    'data.location': map(checksBlobs, (yes) => (yes ? 'ethereum' : 'none')),
    'data.content': map(checksBlobs, (yes) => (yes ? 'state-diffs' : 'none')),
    'data.network': map(checksBlobs, () => 'none'),
    'data.attested': checksBlobs,
    'data.committee.members': map(checksBlobs, () => 0),
    'data.committee.threshold': map(checksBlobs, () => 0),
    'state.posted': map(committee, () => true),
  };
}

/**
 * A message of the Inbox has to be inserted, but only a transaction consumes it, and none can be forced. Whoever bonds at the hatch
 * may be drawn to propose alone; by lot, among all who bond, which assures nobody a place. Without a committee anybody proposes, and
 * whatever cannot be proved is in the way, for ever. While the mana target is zero there are no transactions, and nothing leaves.
 */
export function inclusionFacts({ committee, manaTarget }: Settings): Assessment['facts'] {
  const open = map(committee, (size) => size === 0n);
  return {
    'inclusion.mechanism': map(open, (yes) => (yes ? 'self-sequence' : 'none')),
    'inclusion.enabled': open,
    'inclusion.filterable': map(open, () => false),
    'inclusion.seconds': map(open, () => unboundedSeconds),
    'exit.alone': map(committee, () => false),
    'exit.mechanism': map(committee, () => 'validators'),
    'pause.active': map(manaTarget, (target) => target === 0n),
  };
}
