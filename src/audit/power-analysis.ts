import { corruption, fastest, type Problem } from '../authority/solver/solve.ts';
import type { Bodies, BodyId } from '../model/authority.ts';
import type { Frontier } from '../model/coalition.ts';
import type { FactValue } from '../model/fact.ts';
import { known, type Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { type PowerFactName, unboundedSeconds } from '../model/vocabulary.ts';
import { type ExitTimes, span } from './exit.ts';

/** What the powers of one chain are judged against. */
export type Setting = { readonly bodies: Bodies; readonly councils: readonly BodyId[]; readonly exit: ExitTimes };

type PowerFacts = Readonly<Record<PowerFactName, Observation<FactValue>>>;

/** One power as the solver sees it: who can use it, how fast, and what remains for a user who leaves at once. */
export type PowerAnalysis = {
  readonly power: Power;
  /** Everything unresolved counted as a hostile key. Bugs proved on chain are set aside. */
  readonly frontier: Frontier;
  /** The fastest coalition that contains no proper council, in seconds; null where there is none. */
  readonly councillessSeconds: { readonly worst: number | null; readonly best: number | null };
  /** The fastest coalition of all, in seconds; null where nobody can. */
  readonly fastestSeconds: { readonly worst: number | null; readonly best: number | null };
  readonly readings: { readonly worst: PowerFacts; readonly best: PowerFacts };
};

/** More keys than any body has: no set of keys is this fast. */
const noKeys = 1_000_000;
const sevenDays = 7 * 86_400;

/** Analyses a power in both readings: what is unresolved is hostile, and what is unresolved is nobody. */
export function analysePower(power: Power, setting: Setting): PowerAnalysis {
  const hostile = problemOf(power, setting, 'hostile');
  const inert = problemOf(power, setting, 'inert');
  const frontier = corruption(hostile);
  const fastestSeconds = { worst: fastest(hostile), best: fastest(inert) };
  const councillessSeconds = { worst: fastest(hostile, setting.councils), best: fastest(inert, setting.councils) };
  const reading = (end: 'worst' | 'best'): PowerFacts => {
    const start = span(setting.exit.start, setting.exit.possible)[end];
    const finish = span(setting.exit.finish, setting.exit.possible)[end];
    return asFacts({
      'power.exercisable': fastestSeconds[end] !== null,
      'power.bounded': power.lasts !== 'unbounded',
      'power.window.seconds': windowOf(fastestSeconds[end], start),
      'power.window.finish.seconds': windowOf(fastestSeconds[end], finish),
      'power.councilless.window.seconds': windowOf(councillessSeconds[end], start),
      'power.councilless.window.finish.seconds': windowOf(councillessSeconds[end], finish),
      'power.keys.fast': fastKeys(end === 'worst' ? frontier : corruption(inert), start),
    });
  };
  return {
    power,
    frontier,
    fastestSeconds,
    councillessSeconds,
    readings: { worst: reading('worst'), best: reading('best') },
  };
}

/** The solver's question about a power. */
export function problemOf(
  power: Power,
  { bodies }: Pick<Setting, 'bodies'>,
  unresolved: Problem['unresolved'],
): Problem {
  const { authority, selectors, on: target } = power;
  const called = selectors.length > 0 ? { selectors } : {};
  return { authority, bodies, ...called, target, unresolved, provableBug: 'aside' };
}

/** Delay less the time to leave. Without a way out there is no window at all: as far below zero as “never” is above. */
function windowOf(delay: number | null, exit: number | null): number {
  if (delay === null) return unboundedSeconds;
  return exit === null ? -unboundedSeconds : delay - exit;
}

function fastKeys(frontier: Frontier, start: number | null): number {
  const fast = frontier.filter(({ delaySeconds }) => windowOf(delaySeconds, start) < sevenDays);
  return Math.min(noKeys, ...fast.map(({ size }) => size));
}

function asFacts(values: Record<PowerFactName, FactValue>): PowerFacts {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known(value)])) as PowerFacts;
}
