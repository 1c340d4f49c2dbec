import { createGroundwork, type Groundwork, keyNames } from '../authority/solver/groundwork.ts';
import { blocking, corruption, fastest, fewestKeys, type Problem } from '../authority/solver/solve.ts';
import type { Bodies } from '../model/authority.ts';
import type { Frontier } from '../model/coalition.ts';
import type { Power } from '../model/power.ts';
import type { PowerAnalysis, Setting } from './power-analysis.ts';
import type { Question } from './question.ts';
import { regularSeconds } from './regular-path.ts';
import { unresolvedReason } from './weakest.ts';

/** What the solver says about who can use a power. */
export type Solution = Pick<
  PowerAnalysis,
  'frontier' | 'entities' | 'blocking' | 'fastestSeconds' | 'councillessSeconds' | 'regularSeconds'
> & {
  /** The frontier with everything unresolved as nobody. */
  readonly best: Frontier;
};

/** What the solver has said before, by the text of the question. Audits that share one ask what they have in common once. */
export type Memory = Map<string, Solution>;

/** So many answers are kept, some hundred chains' worth; then it starts anew. */
const mostRemembered = 10_000;

/** A power, and what is to be known about it. */
export type Asked = {
  readonly power: Power;
  readonly question: Question;
  readonly setting: Setting;
  readonly grounds: Grounds;
};

/** What the questions about the powers of one audit share, with each key by itself and by organisation. Made when first needed. */
export type Grounds = { readonly ofKeys: () => Groundwork; readonly ofEntities: () => Groundwork };

/** For the questions about these powers. */
export function groundsFor(powers: readonly Power[], { bodies, entities }: Setting): Grounds {
  const authorities = powers.map(({ authority }) => authority);
  let [keys, organisations]: (Groundwork | undefined)[] = [];
  return {
    ofKeys: () => (keys ??= createGroundwork(keyNames(authorities, bodies))),
    ofEntities: () => (organisations ??= createGroundwork(keyNames(authorities, bodies, entities))),
  };
}

/** The solver's answer. Many powers are one body's, and solving is what takes the time: each question is solved once. */
export function solutionOf(asked: Asked, memory: Memory): Solution {
  const { text } = asked.question;
  const before = memory.get(text);
  if (before !== undefined) return before;
  const solution = solve(asked);
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(text, solution);
  return solution;
}

function solve(asked: Asked): Solution {
  const { councils } = asked.setting;
  const open = asked.question.involves('unresolved');
  const hostile = problemOf(asked);
  // Where nothing is unresolved, both readings are one.
  const inert: Problem = open ? { ...hostile, unresolved: 'inert' } : hostile;
  const frontier = open ? worstFrontier(hostile) : corruption(hostile);
  return {
    frontier,
    entities: fewestEntities(frontier, hostile, asked),
    blocking: blocking(hostile, Infinity),
    best: open ? corruption(inert) : frontier,
    fastestSeconds: { worst: fastest(hostile), best: fastest(inert) },
    councillessSeconds: { worst: fastest(hostile, councils), best: fastest(inert, councils) },
    regularSeconds: { worst: regularSeconds(hostile, councils), best: regularSeconds(inert, councils) },
  };
}

/** Never more than the keys, which are fewer where somebody unresolved takes part. */
function fewestEntities(frontier: Frontier, problem: Problem, { setting, grounds }: Asked): readonly number[] {
  const { entities } = setting;
  if (entities === undefined || entities.size === 0) return [];
  const grouped = { ...problem, entities, groundwork: grounds.ofEntities() };
  return frontier.map(({ size, delaySeconds }) => Math.min(size, fewestKeys(grouped, delaySeconds)?.size ?? size));
}

/**
 * What is unresolved may be a key that nobody knows, or keys that take part anyway: the fewest keys of both, but never none. Where
 * both agree, the example that names the unresolved ones stands.
 */
function worstFrontier(hostile: Problem): Frontier {
  const named = corruption(hostile);
  const shared = corruption({ ...hostile, unresolved: 'free' }).map((one) =>
    one.size > 0 ? one : { ...one, size: 1, keys: oneUnresolved(named, one.delaySeconds, hostile.bodies) },
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

/** The solver's question about a power, with everything unresolved as a hostile key. */
function problemOf({ power, setting, grounds }: Asked): Problem {
  const { authority, selectors, on: target } = power;
  const called = selectors.length > 0 ? { selectors } : {};
  const { bodies } = setting;
  const groundwork = grounds.ofKeys();
  return { authority, bodies, ...called, target, unresolved: 'hostile', provableBug: 'aside', groundwork };
}
