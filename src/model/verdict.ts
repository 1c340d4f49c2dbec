import type { Guarantee } from './guarantee.ts';
import type { Finding } from './rule.ts';

/**
 * How good it is at least and at best, as levels of the policy. They differ when a deciding fact is unknown;
 * `level` is what gates go by: the lower end.
 */
export type Credit = { readonly level: string; readonly best: string; readonly worst: string };

/** What a policy says about a chain. */
export type Verdict = {
  readonly policy: string;
  readonly credit: Credit;
  readonly guarantees: Readonly<Record<Guarantee, Credit>>;
  readonly findings: readonly Finding[];
};
