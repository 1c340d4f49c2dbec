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
  /** `reason` is a short code that other programs compare, e.g. `NO_PROOFS`. */
  readonly otherwise: { readonly caps: string; readonly say: string; readonly reason?: string };
  readonly references: readonly string[];
  readonly location: Location;
};

/** How an entry of a dimension is to be taken. */
export const sentiments = ['good', 'warning', 'bad'] as const;
export type Sentiment = (typeof sentiments)[number];

/**
 * One line of a dimension. `when` is CEL over `fact.…`; in `value` a part in braces, `{fact.exit.delay.seconds}`, is CEL
 * too and is replaced by its result (seconds as `7d`, `1d 12h`).
 */
export type DimensionEntry = { readonly when: string; readonly value: string; readonly sentiment: Sentiment };

/** A column beside the ladder: the first entry whose `when` holds is the answer. */
export type Dimension = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly entries: readonly DimensionEntry[];
  /** What a computed part of a value is replaced by, where its text is one of these: a choice in the words of the source. */
  readonly labels: Readonly<Record<string, string>>;
  readonly references: readonly string[];
  readonly location: Location;
};

/** What a dimension says about a chain; `answer` is null where the facts that are missing could change it. */
export type DimensionFinding = {
  readonly dimension: string;
  readonly answer: { readonly value: string; readonly sentiment: Sentiment } | null;
  /** Names of the facts that decided, or whose absence left it open. */
  readonly because: readonly string[];
};

/** A folder of rules and a ladder of levels, worst first. */
export type Policy = {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Worst first. */
  readonly levels: readonly { readonly id: string; readonly title: string; readonly meaning: string }[];
  /** Sorted by id. */
  readonly rules: readonly Rule[];
  /** Sorted by id; empty where the policy has none. They judge nothing by themselves. */
  readonly dimensions: readonly Dimension[];
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
  /** The rule's `otherwise.reason`; of `fail` and `unknown` findings. */
  readonly reason?: string;
  /** Names of the facts that decided, or whose absence left it open. */
  readonly because: readonly string[];
};
