import { all, known, map, type Observation } from '../model/observation.ts';
import type { Exit, ExitTerm } from '../model/power.ts';

/** A time in seconds as it is at worst and at best; null where there is no way out at all. */
export type Span = { readonly worst: number | null; readonly best: number | null };

/** How long a user alone needs: until the exit has begun for good, and until the money is on Ethereum. */
export type ExitTimes = {
  readonly start: Observation<number>;
  readonly finish: Observation<number>;
  readonly possible: Observation<boolean>;
};

/** The sums of an exit's terms, in seconds. One unknown term makes its sum unknown. */
export function exitTimes(exit: Exit): ExitTimes {
  return {
    possible: exit.possible,
    start: total(exit.start),
    finish: total([...exit.start, ...exit.finish]),
  };
}

/** The two ends between which a time lies. Where leaving alone is impossible, or may be, no time is long enough at worst. */
export function span(time: Observation<number>, possible: Observation<boolean>): Span {
  const value = time.status === 'known' ? time.value : null;
  if (possible.status === 'known' && !possible.value) return { worst: null, best: null };
  if (possible.status === 'unknown') return { worst: null, best: value ?? 0 };
  return { worst: value, best: value ?? 0 };
}

function total(terms: readonly ExitTerm[]): Observation<number> {
  if (terms.length === 0) return known(0);
  return map(all(terms.map(({ seconds }) => seconds)), (values) => values.reduce((sum, value) => sum + value, 0));
}
