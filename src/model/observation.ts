import type { EvidenceId } from './evidence.ts';

/**
 * A value that we may or may not have managed to establish, with every read it rests on.
 *
 * Never widen this to `T | undefined`: a missing value has to be handled by name, so that it can only lead to an open or
 * a worse verdict. Where the absence of something is established, use `known(null)`.
 */
export type Observation<T> = Known<T> | Unknown;

export type Known<T> = { readonly status: 'known'; readonly value: T; readonly evidence: readonly EvidenceId[] };
export type Unknown = { readonly status: 'unknown'; readonly reason: string; readonly evidence: readonly EvidenceId[] };

/** A value that was established from the given reads. */
export function known<T>(value: T, evidence: readonly EvidenceId[] = []): Known<T> {
  return { status: 'known', value, evidence };
}

/** A value that could not be established; the reason is shown to people. */
export function unknown(reason: string, evidence: readonly EvidenceId[] = []): Unknown {
  return { status: 'unknown', reason, evidence };
}

/** Applies a pure function to the value; an unknown stays what it is. */
export function map<T, U>(observation: Observation<T>, change: (value: T) => U): Observation<U> {
  return observation.status === 'known' ? known(change(observation.value), observation.evidence) : observation;
}

/** Like `map`, for a function that may itself fail to establish its result. The evidence of both is kept. */
export function chain<T, U>(observation: Observation<T>, next: (value: T) => Observation<U>): Observation<U> {
  if (observation.status === 'unknown') return observation;
  const result = next(observation.value);
  return { ...result, evidence: union(observation.evidence, result.evidence) };
}

/** Like `chain`, for a next step that has to read. */
export async function chainRead<T, U>(
  observation: Observation<T>,
  next: (value: T) => Promise<Observation<U>>,
): Promise<Observation<U>> {
  if (observation.status === 'unknown') return observation;
  const result = await next(observation.value);
  return { ...result, evidence: union(observation.evidence, result.evidence) };
}

/** The value, or unknown for this reason where it was established that there is none. */
export function notNull<T>(observation: Observation<T | null>, reason: string): Observation<T> {
  return chain(observation, (value) => (value === null ? unknown(reason) : known(value)));
}

/** All values, in order, or unknown with every reason. The evidence of all of them is kept either way. */
export function all<const T extends readonly Observation<unknown>[]>(
  observations: T,
): Observation<{ -readonly [K in keyof T]: T[K] extends Observation<infer U> ? U : never }> {
  const evidence = observations.reduce<readonly EvidenceId[]>((sum, one) => union(sum, one.evidence), []);
  const reasons = observations.flatMap((one) => (one.status === 'unknown' ? [one.reason] : []));
  if (reasons.length > 0) return unknown([...new Set(reasons)].join('; '), evidence);
  type Values = { -readonly [K in keyof T]: T[K] extends Observation<infer U> ? U : never };
  return known(observations.map((one) => (one as Known<unknown>).value) as Values, evidence);
}

function union(a: readonly EvidenceId[], b: readonly EvidenceId[]): readonly EvidenceId[] {
  return b.length === 0 ? a : a.length === 0 ? b : [...new Set([...a, ...b])];
}
