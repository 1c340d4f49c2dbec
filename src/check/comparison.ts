import type { Chain } from '../model/chain.ts';
import type { ChainDiff } from '../model/diff.ts';
import type { Hex } from 'viem';
import type { LockEntry } from '../registry/lock.ts';
import type { Suspects } from './causes.ts';
import type { EntryChanges } from './entry-changes.ts';
import type { Pin } from './pin.ts';

/** What the gate lets pass and what not. */
export type GateOptions = {
  /** Levels that rose do not fail. */
  readonly allowBetter: boolean;
  /** Coalitions that got smaller or faster within a level fail. */
  readonly strict: boolean;
  /** Only levels count: new code and new people, and rules that broke below a level, are told but do not fail. */
  readonly levelsOnly: boolean;
  /** Older evidence fails, in days; null for any age. */
  readonly maxAgeDays: number | null;
};

/** A chain’s entry in the lock against what it would be now. */
export type Comparison = Omit<Suspects, keyof EntryChanges> &
  EntryChanges & {
    readonly chain: Chain;
    readonly before: LockEntry;
    readonly after: Pin;
    /** The root of the evidence that was audited; null for a node. */
    root(): Hex | null;
    readonly options: GateOptions;
    /** The audit of the very evidence that the lock was written from, against this one; null where it is not at hand. */
    readonly details: ChainDiff | null;
  };
