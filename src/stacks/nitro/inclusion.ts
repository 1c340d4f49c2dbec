import { ask } from '../../authority/ask.ts';
import { selectorOf } from '../../authority/contract.ts';
import { hostBlockSeconds } from '../../authority/nitro-rollup.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, map, notNull, type Observation } from '../../model/observation.ts';
import type { Assessment } from '../stack.ts';
import type { NitroContracts } from './contracts.ts';

const forceInclusion = 'function forceInclusion(uint256, uint8, uint64[2], uint256, address, bytes32)';
/** delayBlocks, futureBlocks, delaySeconds, futureSeconds. */
const variation = 'function maxTimeVariation() view returns (uint256, uint256, uint256, uint256)';

/** Whether a user gets a transaction in without the sequencer, and how late at most (seconds). */
export type Inclusion = {
  /** The code knows a way. */
  readonly exists: Observation<boolean>;
  /** Messages for it are taken. */
  readonly enabled: Observation<boolean>;
  readonly filterable: Observation<boolean>;
  readonly seconds: Observation<number>;
};

/** Reads the delayed inbox: a message put there can be forced in once the sequencer had its time. */
export async function readInclusion(contracts: NitroContracts, resolver: Resolver): Promise<Inclusion> {
  const { sequencerInbox, inbox, delayedInboxes } = contracts;
  const [paused, filterable, times] = await Promise.all([
    chainRead(inbox, (of) => ask(resolver, { of, view: 'function paused() view returns (bool)' })),
    chainRead(inbox, (of) => ask(resolver, { of, view: 'function allowListEnabled() view returns (bool)' })),
    chainRead(sequencerInbox, (of) => ask(resolver, { of, view: variation })),
  ]);
  const exists = chain(sequencerInbox, ({ pushed }) => map(pushed, (known) => known.has(selectorOf(forceInclusion))));
  const enabled = map(
    all([exists, inbox, delayedInboxes, paused]),
    ([there, door, allowed, stopped]) => there && allowed.includes(door.address) && stopped !== true,
  );
  return {
    exists,
    enabled,
    // Before 1.0 of the contracts the inbox knew no list.
    filterable: map(filterable, (list) => list === true),
    // Until 3.x both have to pass, then the blocks alone; a buffer that is used up only shortens them.
    seconds: map(notNull(times, 'the sequencer inbox names no delay'), ([blocks, , seconds]) =>
      Math.max(Number(blocks) * hostBlockSeconds, Number(seconds)),
    ),
  };
}

/** The facts about it. */
export function inclusionFacts({ exists, enabled, filterable, seconds }: Inclusion): Assessment['facts'] {
  return {
    'inclusion.mechanism': map(exists, (there) => (there ? 'self-sequence' : 'none')),
    'inclusion.enabled': enabled,
    'inclusion.filterable': filterable,
    'inclusion.seconds': seconds,
  };
}
