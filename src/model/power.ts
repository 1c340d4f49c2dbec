import type { Address, Hex } from 'viem';
import type { Authority } from './authority.ts';
import type { EvidenceId } from './evidence.ts';
import type { Guarantee } from './guarantee.ts';
import type { Observation } from './observation.ts';

/** Something somebody can do that breaks a guarantee. */
export type Power = {
  /** Kebab case, unique within a chain, stable between audits: `upgrade-portal`, `pause-withdrawals`. */
  readonly id: string;
  /** A sentence's middle: “upgrade the portal”, “stop all withdrawals”. */
  readonly title: string;
  readonly breaks: readonly Guarantee[];
  readonly authority: Authority;
  /** The contract acted on, and the functions; `limited` authorities count only where the functions match. */
  readonly on: Address;
  readonly selectors: readonly Hex[];
  /** It reaches nothing but escrows of single tokens beside the chain's own bridge. */
  readonly escrowsOnly?: true;
  /** How long the effect lasts, in seconds, if nobody renews it. A bounded effect lengthens the exit; it breaks no guarantee. */
  readonly lasts: 'unbounded' | number;
  /** Who may undo or prevent it. Shown, never counted: in the worst case they do not act. */
  readonly vetoes: readonly Authority[];
  /** One sentence on what happens and why it breaks the guarantee. */
  readonly effect: string;
  readonly because: readonly EvidenceId[];
};

/** One term of a user's way out. */
export type ExitTerm = {
  /** `inclusion`, `challenge`, `maturity`, `air gap`, `pause`… */
  readonly name: string;
  /** In seconds. */
  readonly seconds: Observation<number>;
  /** What the number is and where it comes from. */
  readonly source: string;
};

/**
 * How long a user acting alone needs to leave, when nobody helps and the sequencer censors. `null` where the user cannot.
 * `start` are the terms until the exit can no longer be stopped from being begun (L2BEAT's convention); `finish` the rest.
 */
export type Exit = {
  readonly possible: Observation<boolean>;
  readonly start: readonly ExitTerm[];
  readonly finish: readonly ExitTerm[];
};
