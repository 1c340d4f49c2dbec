import type { Observation } from './observation.ts';

/** A fact's value as rules see it. Durations are in seconds, amounts in wei. */
export type FactValue = string | number | boolean | bigint;

/** What a fact may hold. */
export type FactType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'seconds' }
  | { readonly kind: 'wei' }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly of: readonly string[] };

/** One entry of the vocabulary: what the fact means, for rule authors. */
export type FactDefinition = { readonly type: FactType; readonly meaning: string };

/** Facts by name. A name of the vocabulary that is missing here counts as unknown. */
export type Facts = Readonly<Partial<Record<string, Observation<FactValue>>>>;
