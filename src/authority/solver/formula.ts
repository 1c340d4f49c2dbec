/**
 * A monotone formula with no delays and no constants: thresholds over numbered leaves and each other. Numbers below
 * `leaves` are leaves; `leaves + i` is gate `i`. Gates may refer to each other in cycles; what only supports itself is false.
 */
export type Formula = {
  readonly leaves: number;
  readonly gates: readonly Gate[];
  /** A leaf or a gate, or what is always so. */
  readonly root: number | 'true' | 'false';
};

/** True when at least `k` of the children are, counted as often as they are listed. 1 ≤ k ≤ number of children. */
export type Gate = { readonly k: number; readonly of: readonly number[] };

/**
 * What a set of leaves is for: to make the formula true, or to make it false by refusing.
 * In the second case a gate needs so many refusals that fewer than `k` children are left.
 */
export type Aim = 'satisfy' | 'block';

/** How many children of a gate have to be won for the aim. */
export function need(gate: Gate, aim: Aim): number {
  return aim === 'satisfy' ? gate.k : gate.of.length - gate.k + 1;
}
