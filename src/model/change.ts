import type { FactType } from './fact.ts';
import type { Credit } from './verdict.ts';

/** One point of a frontier, as changes show it. */
export type Pace = { readonly keys: number; readonly delaySeconds: number };

/** A value on one side of a change, as plain data, so that every format words it its own way. */
export type Value =
  /** It is not there on this side. */
  | { readonly kind: 'none' }
  | ({ readonly kind: 'credit' } & Credit)
  /** The coalition that most endangers a guarantee; `windowSeconds` is null where users cannot leave or nobody knows. */
  | ({ readonly kind: 'coalition'; readonly windowSeconds: number | null } & Pace)
  /** Who can use a power: fastest first; none where nobody can. */
  | { readonly kind: 'coalitions'; readonly of: readonly Pace[] }
  /** `value` is null where the fact is unknown. */
  | { readonly kind: 'fact'; readonly type: FactType['kind']; readonly value: string | number | boolean | null }
  | { readonly kind: 'text'; readonly text: string };

/** What stands behind a change of verdict, by kind and name: a fact, a power, a rule, a body that signs… */
export type Cause = {
  readonly kind: 'fact' | 'power' | 'rule' | 'contract' | 'body' | 'policy';
  readonly name: string;
  /** What a reader should know of it; empty where the values say everything. */
  readonly note: string;
  readonly from: Value;
  readonly to: Value;
};

export const none: Value = { kind: 'none' };

/** A text as one side of a change; nothing where it is null. */
export function text(value: string | null): Value {
  return value === null ? none : { kind: 'text', text: value };
}
