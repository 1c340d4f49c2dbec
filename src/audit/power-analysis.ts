import { reachableFrom } from '../authority/attack.ts';
import { blocking, corruption, fastest, fewestKeys, type Problem } from '../authority/solver/solve.ts';
import type { Authority, Bodies, BodyId, Quorum } from '../model/authority.ts';
import type { Frontier, Refusal } from '../model/coalition.ts';
import type { FactValue } from '../model/fact.ts';
import { known, type Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { type PowerFactName, unboundedSeconds } from '../model/vocabulary.ts';
import { type ExitTimes, span } from './exit.ts';
import { regularSeconds } from './regular-path.ts';
import { unresolvedReason } from './weakest.ts';

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
export function analysePowers(powers: readonly Power[], setting: Setting): readonly PowerAnalysis[] {
  // Many powers are one body's, and solving is what takes the time: each question is solved once.
  const solved = new Map<string, Solution>();
  return powers.map((power) => {
    const call = reaches(power.authority, setting.bodies, 'limited') ? [power.selectors, power.on] : [];
    const question = JSON.stringify([power.authority, ...call]);
    const solution = solved.get(question) ?? solve(power, setting);
    solved.set(question, solution);
    return analysis(power, solution, setting);
  });
}

/** What the solver says about who can use a power. */
type Solution = Omit<PowerAnalysis, 'power' | 'readings'> & {
  /** The frontier with everything unresolved as nobody. */
  readonly best: Frontier;
};

function solve(power: Power, setting: Setting): Solution {
  const hostile = problemOf(power, setting, 'hostile');
  const inert = problemOf(power, setting, 'inert');
  const open = rests(power.authority, setting.bodies);
  const frontier = open ? worstFrontier(power, setting) : corruption(hostile);
  const { councils } = setting;
  return {
    frontier,
    entities: fewestEntities(frontier, hostile, setting),
    blocking: blocking(hostile, Infinity),
    best: open ? corruption(inert) : frontier,
    fastestSeconds: { worst: fastest(hostile), best: fastest(inert) },
    councillessSeconds: { worst: fastest(hostile, councils), best: fastest(inert, councils) },
    regularSeconds: { worst: regularSeconds(hostile, councils), best: regularSeconds(inert, councils) },
  };
}

/** Never more than the keys, which are fewer where somebody unresolved takes part. */
function fewestEntities(frontier: Frontier, problem: Problem, { entities }: Setting): readonly number[] {
  if (entities === undefined || entities.size === 0) return [];
  return frontier.map(({ size, delaySeconds }) =>
    Math.min(size, fewestKeys({ ...problem, entities }, delaySeconds)?.size ?? size),
  );
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

/** Whether anything unresolved takes part, however far down. */
function rests(authority: Authority, bodies: Bodies): boolean {
  return reaches(authority, bodies, 'unresolved');
}

/** Whether an authority of this kind is part of another, however far down; a body that is missing may be of any kind. */
function reaches(authority: Authority, bodies: Bodies, kind: Authority['kind']): boolean {
  const below = [...reachableFrom(authority, bodies)].map((id) => bodies.get(id)?.authority);
  return [authority, ...below].some((one) => one === undefined || has(one, kind));
}

function has(authority: Authority, kind: Authority['kind']): boolean {
  if (authority.kind === kind) return true;
  if (!('of' in authority)) return false;
  const inner: readonly Authority[] = Array.isArray(authority.of) ? authority.of : [authority.of];
  return inner.some((one) => has(one, kind));
}

/**
 * What is unresolved may be a key that nobody knows, or keys that take part anyway: the fewest keys of both, but never none. Where
 * both agree, the example that names the unresolved ones stands.
 */
function worstFrontier(power: Power, setting: Setting): Frontier {
  const named = corruption(problemOf(power, setting, 'hostile'));
  const shared = corruption(problemOf(power, setting, 'free')).map((one) =>
    one.size > 0 ? one : { ...one, size: 1, keys: oneUnresolved(named, one.delaySeconds, setting.bodies) },
  );
  const needsNone = named.some(({ size }) => size === 0);
  return pareto([...named, ...(needsNone ? [] : shared)]);
}

/** What stands for the one key that may suffice: the first unresolved part of the coalition that is named for this delay. */
function oneUnresolved(named: Frontier, delaySeconds: number, bodies: Bodies): readonly string[] {
  const keys = named.filter((one) => one.delaySeconds <= delaySeconds).flatMap((one) => one.keys);
  return keys.filter((key) => unresolvedReason(key, bodies) !== null).slice(-1);
}

/** The points that no other matches, fastest first; of equal ones the first. */
function pareto(points: Frontier): Frontier {
  const sorted = [...points].sort((a, b) => a.delaySeconds - b.delaySeconds || a.size - b.size);
  let fewest = Infinity;
  return sorted.filter(({ size }) => {
    const counts = size < fewest;
    if (counts) fewest = size;
    return counts;
  });
}

/** The solver's question about a power. */
function problemOf(power: Power, { bodies }: Pick<Setting, 'bodies'>, unresolved: Problem['unresolved']): Problem {
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
