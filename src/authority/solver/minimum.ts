/** A smallest set of leaves that reaches an aim. */
export type Minimum = {
  /** Proven: no set with fewer leaves does. */
  readonly size: number;
  /** The best set found, ascending. Has more than `size` leaves only where the search was cut short. */
  readonly leaves: readonly number[];
  /** How many different sets of this size there are, where it was cheap to count and fits a number. */
  readonly count?: number;
};

/** By size, then by the leaves in order: the first difference decides. */
export function compareMinima(a: Minimum, b: Minimum): number {
  if (a.size !== b.size) return a.size - b.size;
  if (a.leaves.length !== b.leaves.length) return a.leaves.length - b.leaves.length;
  const at = a.leaves.findIndex((leaf, place) => leaf !== b.leaves[place]);
  return at === -1 ? 0 : (a.leaves[at] as number) - (b.leaves[at] as number);
}

/** The smallest set that reaches `k` of several aims which have no leaf in common. */
export function cheapest(options: readonly Minimum[], k: number): Minimum {
  const sorted = options.toSorted(compareMinima);
  const chosen = sorted.slice(0, k);
  const last = chosen.at(-1)?.size ?? 0;
  const tied = sorted.filter(({ size }) => size === last);
  const fixed = sorted.filter(({ size }) => size < last);
  const count = fixed.reduce((product, one) => product * (one.count ?? NaN), ways(tied, k - fixed.length));
  return withCount(union(chosen), count);
}

/** All of them together; they have no leaf in common. */
export function union(parts: readonly Minimum[]): Minimum {
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    leaves: parts.flatMap(({ leaves }) => leaves).sort((a, b) => a - b),
  };
}

/** Notes how many there are, if the size is proven and the number fits. */
export function withCount(minimum: Minimum, count: number): Minimum {
  return minimum.leaves.length === minimum.size && Number.isSafeInteger(count) ? { ...minimum, count } : minimum;
}

/** In how many ways `k` of the options can be taken: the elementary symmetric polynomial of their counts. */
export function ways(options: readonly Minimum[], k: number): number {
  const sums = [1, ...Array.from({ length: k }, () => 0)];
  for (const { count } of options) {
    for (let taken = k; taken > 0; taken--)
      sums[taken] = (sums[taken] as number) + (sums[taken - 1] as number) * (count ?? NaN);
  }
  return sums[k] as number;
}
