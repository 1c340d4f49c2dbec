import type { Address, Hex } from 'viem';
import type { Authority, Bodies, BodyId } from '../../model/authority.ts';
import type { Groundwork } from './groundwork.ts';

/** One question to the solver: who can exercise this authority. Nothing of it may change while it is being solved. */
export type Problem = {
  readonly authority: Authority;
  /** Where `body` references lead. A reference without a body counts as unresolved, with the body's id. */
  readonly bodies: Bodies;
  /**
   * The functions that the power calls: a `limited` node counts only if it lists one of them. Left out or empty means that
   * they are not known, and in the worst case every `limited` node counts.
   */
  readonly selectors?: readonly Hex[];
  /** The contract that the power acts on; a `limited` node with `targets` counts only if this is one of them. */
  readonly target?: Address;
  /**
   * `hostile`: each unresolved authority is one key (the same id counts once). `free`: it needs no key, for it may turn out to be
   * keys that take part anyway. `inert`: it is nobody.
   */
  readonly unresolved: 'hostile' | 'free' | 'inert';
  /** Whether what may happen only on a bug that is proved on chain counts, or is set aside. */
  readonly provableBug: 'counts' | 'aside';
  /** Which organisation a key belongs to. All keys of one count as one, and go by its name in the answers. */
  readonly entities?: ReadonlyMap<BodyId, string>;
  /** What it shares with other problems over the same bodies and entities. Left out, it stands by itself. */
  readonly groundwork?: Groundwork;
  /** How much the search may do, in elementary steps (not time, so that answers repeat). Default: `defaultWork`. */
  readonly work?: number;
};

/**
 * After so many elementary steps an answer is given as a lower bound: some five seconds on a machine of 2024. Nothing real
 * comes near it.
 */
export const defaultWork = 3_000_000_000;
