import type { Bodies, BodyId, Quorum } from '../model/authority.ts';
import type { Frontier, Refusal } from '../model/coalition.ts';
import type { FactValue } from '../model/fact.ts';
import { known, type Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { type PowerFactName, unboundedSeconds } from '../model/vocabulary.ts';
import { type ExitTimes, span } from './exit.ts';
import { groundsFor, type Memory, type Solution, solutionOf } from './power-solution.ts';
import { questionsIn } from './question.ts';

/** What the powers of one chain are judged against. */
export type Setting = {
  readonly bodies: Bodies;
  /** The quorums of properly constituted councils. */
  readonly councils: readonly Quorum[];
  readonly exit: ExitTimes;
  /** Which organisation a key belongs to, where the registry says so. */
  readonly entities?: ReadonlyMap<BodyId, string>;
};

type PowerFacts = Readonly<Record<PowerFactName, Observation<FactValue>>>;

/** One power as the solver sees it: who can use it, how fast, and what remains for a user who leaves at once. */
export type PowerAnalysis = {
  readonly power: Power;
  /** Everything unresolved counted as a hostile key. Bugs proved on chain are set aside. */
  readonly frontier: Frontier;
  /** For each point of the frontier the fewest organisations that can act as fast; none where the registry names no organisation. */
  readonly entities: readonly number[];
  /** The fewest keys whose refusal means that nobody can use it; null where it takes none. */
  readonly blocking: Refusal | null;
  /** The fastest coalition that contains no proper council, in seconds; null where there is none. */
  readonly councillessSeconds: { readonly worst: number | null; readonly best: number | null };
  /** The fastest coalition that is not a council acting by itself, in seconds; null where there is none. */
  readonly regularSeconds: { readonly worst: number | null; readonly best: number | null };
  /** The fastest coalition of all, in seconds; null where nobody can. */
  readonly fastestSeconds: { readonly worst: number | null; readonly best: number | null };
  readonly readings: { readonly worst: PowerFacts; readonly best: PowerFacts };
};

/** More keys than any body has: no set of keys is this fast. */
const noKeys = 1_000_000;
const sevenDays = 7 * 86_400;

/** Analyses powers in both readings: what is unresolved is hostile, and what is unresolved is nobody. */
export function analysePowers(
  powers: readonly Power[],
  setting: Setting,
  memory: Memory = new Map(),
): readonly PowerAnalysis[] {
  const questionOf = questionsIn(setting);
  const grounds = groundsFor(powers, setting);
  return powers.map((power) => {
    const question = questionOf(power);
    return analysis(power, solutionOf({ power, question, setting, grounds }, memory), setting);
  });
}

function analysis(power: Power, solution: Solution, { exit }: Setting): PowerAnalysis {
  const { best, ...shown } = solution;
  const { frontier, fastestSeconds, councillessSeconds } = shown;
  const reading = (end: 'worst' | 'best'): PowerFacts => {
    const start = span(exit.start, exit.possible)[end];
    const finish = span(exit.finish, exit.possible)[end];
    return asFacts({
      'power.exercisable': fastestSeconds[end] !== null,
      'power.bounded': power.lasts !== 'unbounded',
      'power.escrows.only': power.escrowsOnly === true,
      'power.window.seconds': windowOf(fastestSeconds[end], start),
      'power.window.finish.seconds': windowOf(fastestSeconds[end], finish),
      'power.councilless.window.seconds': windowOf(councillessSeconds[end], start),
      'power.councilless.window.finish.seconds': windowOf(councillessSeconds[end], finish),
      'power.keys.fast': fastKeys(end === 'worst' ? frontier : best, start),
    });
  };
  const readings = { worst: reading('worst'), best: reading('best') };
  return { power, ...shown, readings };
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
