import type { Location } from './chain.ts';
import type { Guarantee } from './guarantee.ts';

/** One question to a chain, or to each of its powers, read from YAML. Expressions are CEL; see docs/rules.md. */
export type Rule = {
  readonly id: string;
  /** The guarantees it judges; every one of them for a rule about the whole chain. */
  readonly guarantees: readonly Guarantee[];
  readonly title: string;
  /** `chain`: asked once. `power`: asked of each power that breaks one of `guarantees`, with `power.…` in scope. */
  readonly scope: 'chain' | 'power';
  readonly applies: string;
  readonly check: string;
  readonly otherwise: { readonly caps: string; readonly say: string };
  readonly references: readonly string[];
  readonly location: Location;
};

/** A folder of rules and a ladder of levels, worst first. */
export type Policy = {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Worst first. */
  readonly levels: readonly { readonly id: string; readonly title: string; readonly meaning: string }[];
  readonly rules: readonly Rule[];
};

/** What a rule says about one chain. */
export type Outcome = 'pass' | 'fail' | 'unknown' | 'not-applicable';

/** A rule's answer for one chain, or for one power of it. */
export type Finding = {
  readonly rule: string;
  readonly guarantees: readonly Guarantee[];
  readonly outcome: Outcome;
  /** The power it is about, for rules of that scope. */
  readonly power?: string;
  /** The level above which the chain cannot be while this stands; of `fail` and `unknown` findings. */
  readonly caps?: string;
  readonly message: string;
  /** Names of the facts that decided, or whose absence left it open. */
  readonly because: readonly string[];
};
