import type { BodyId } from './authority.ts';

/** A smallest set of distinct keys that can act with this delay: one point of a frontier delay × keys. */
export type Coalition = {
  /** From the moment the keys act to the moment the effect is there, in seconds. */
  readonly delaySeconds: number;
  /** How many distinct keys are needed. A lower bound where `exact` is false. */
  readonly size: number;
  /** One example set, sorted. Unresolved authorities appear as the key they are counted as. */
  readonly keys: readonly BodyId[];
  /** Token votes that take part; they are not keys. */
  readonly electorates: readonly BodyId[];
  /** The bodies whose quorum takes part, outermost first, with how many of the set's keys sign in each. */
  readonly bodies: readonly { readonly id: BodyId; readonly quorum: number; readonly of: number }[];
  readonly exact: boolean;
  /** How many different smallest sets there are, where it was cheap to count. */
  readonly alternatives?: number;
};

/** Fastest first; each next point is slower and needs fewer keys. Empty: nobody can. */
export type Frontier = readonly Coalition[];

/** A smallest set of distinct keys whose refusal means that nobody can act, however long it takes. */
export type Refusal = Pick<Coalition, 'size' | 'keys' | 'exact' | 'alternatives'>;
