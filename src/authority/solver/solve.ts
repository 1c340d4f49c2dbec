import type { BodyId, Quorum } from '../../model/authority.ts';
import type { Coalition, Frontier } from '../../model/coalition.ts';
import { arrivals } from './arrivals.ts';
import { type Cast, enact } from './cast.ts';
import { compiled } from './compile.ts';
import type { Aim } from './formula.ts';
import type { Graph } from './graph.ts';
import { minimise, type Work } from './minimise.ts';
import type { Minimum } from './minimum.ts';
import { defaultWork, type Problem } from './problem.ts';
import { simplify } from './simplify.ts';
import { reach, type Reach, unfold } from './unfold.ts';
import { witness } from './witness.ts';

export type { Problem } from './problem.ts';

/** The fewest distinct keys whose refusal stops something, with one example set, sorted. */
export type Blocking = Pick<Coalition, 'size' | 'keys' | 'exact' | 'alternatives'>;

/** One authority, ready for questions of one kind. */
type Case = Prepared & { readonly work: Work; readonly solved: Map<number, Minimum | null> };

/** What all questions about one authority start from. */
type Prepared = { readonly graph: Graph; readonly reach: Reach };

/** For every delay at which the answer changes, the fewest distinct keys and one example set. Fastest first; empty if nobody can. */
export function corruption(problem: Problem): Frontier {
  return frontierWithout(problem, []);
}

/** The frontier if these quorums do not sign. What runs through the bodies' modules, or past them, stays. */
export function frontierWithout(problem: Problem, absent: readonly Quorum[]): Frontier {
  const open = prepare(problem, { absent });
  const frontier: Coalition[] = [];
  for (let within = Infinity; ;) {
    const coalition = quickest(open, within);
    if (coalition === null) return frontier.reverse();
    frontier.push(coalition);
    within = coalition.delaySeconds - 1;
  }
}

/** The smallest delay, in seconds, at which any set of keys can act if these quorums do not sign; null if none can. */
export function fastest(problem: Problem, absent: readonly Quorum[] = []): number | null {
  return earliest(problem, { absent });
}

/** The smallest delay, in seconds, at which the signers of this body suffice, with no other key and no vote; null if they do not. */
export function fastestAlone(problem: Problem, body: BodyId): number | null {
  return earliest(problem, { alone: body });
}

function earliest(problem: Problem, cast: Cast): number | null {
  const { graph, reach: times } = preparation(problem, cast);
  const seconds = times.all[graph.root] as number;
  return seconds === Infinity ? null : seconds;
}

/** The fewest distinct keys that can act within so many seconds, and of the sets of that size one of the fastest; null if none can. */
export function fewestKeys(problem: Problem, withinSeconds: number): Coalition | null {
  return quickest(prepare(problem), Math.floor(withinSeconds));
}

/**
 * The fewest distinct keys whose refusal means that nobody can act within so many seconds. No keys if nobody can anyway,
 * null if it takes no key to act.
 */
export function blocking(problem: Problem, withinSeconds: number): Blocking | null {
  const open = prepare(problem);
  const within = Math.floor(withinSeconds);
  const minimum = smallest(open, within, 'block');
  if (minimum === null) return null;
  const stops = (refuse: ReadonlySet<number>) => {
    const time = arrival(open.graph, (key) => !refuse.has(key));
    return time > within || time === Infinity;
  };
  const found = new Set(minimum.leaves);
  return describe(open.graph, minimum, stops(found) ? found : spared(open.graph, stops));
}

function prepare(problem: Problem, cast: Cast = { absent: [] }): Case {
  return { ...preparation(problem, cast), work: { left: problem.work ?? defaultWork }, solved: new Map() };
}

/** Several questions are asked about each problem, and nothing of it changes: it is prepared once for each cast. */
const prepared = new WeakMap<Problem, Map<string, Prepared>>();

function preparation(problem: Problem, cast: Cast): Prepared {
  const known = prepared.get(problem) ?? new Map<string, Prepared>();
  prepared.set(problem, known);
  const name = JSON.stringify(cast);
  const before = known.get(name);
  if (before !== undefined) return before;
  const graph = enact(compiled(problem), problem.unresolved, cast);
  const made = { graph, reach: reach(graph) };
  known.set(name, made);
  return made;
}

function arrival(graph: Graph, signs: (key: number) => boolean): number {
  return arrivals(graph, signs).seconds[graph.root] as number;
}

/** The smallest set of keys for an aim within a budget; null if no set reaches it. */
function smallest({ graph, reach: times, work, solved }: Case, within: number, aim: Aim): Minimum | null {
  const before = solved.get(within);
  if (before !== undefined) return before;
  const budget = { seconds: within, beyond: aim === 'satisfy' ? 'easier' : 'harder' } as const;
  const formula = simplify(unfold(graph, times, budget), graph.ground.gates);
  const reached = aim === 'satisfy' ? 'true' : 'false';
  const minimum = typeof formula !== 'string' ? minimise(formula, aim, work) : formula === reached ? nothing : null;
  // Less time never takes fewer keys; a bound that is worse than that of a larger budget can be raised to it.
  const known = [...solved].map(([limit, one]) => (limit >= within ? (one?.size ?? 0) : 0));
  const raised = minimum && { ...minimum, size: Math.max(minimum.size, ...known) };
  solved.set(within, raised);
  return raised;
}

const nothing: Minimum = { size: 0, leaves: [], count: 1 };

/** A coalition of the fewest keys that can act within the budget, and then of the shortest delay. */
function quickest(open: Case, within: number): Coalition | null {
  const { graph } = open;
  const earliest = open.reach.all[graph.root] as number;
  let found: Found | null = null;
  for (let limit = within; ; limit = found.delaySeconds - 1) {
    const minimum = smallest(open, limit, 'satisfy');
    if (minimum === null || (found !== null && minimum.size > found.minimum.size)) break;
    found = acting(graph, minimum, limit);
    if (found.delaySeconds <= earliest) break;
  }
  if (found === null) return null;
  // How many sets there are has to be counted for the shorter delay.
  const counted = found.minimum.count !== undefined && found.keys.size === found.minimum.size;
  const same = counted && graph.delayed[graph.root] ? smallest(open, found.delaySeconds, 'satisfy') : null;
  const { minimum, keys } = same === null ? found : acting(graph, same, found.delaySeconds);
  return { ...describe(graph, minimum, keys), ...witness(graph, keys) };
}

/** A smallest set, keys that act as it does, and the delay in seconds with which they do. */
type Found = { readonly minimum: Minimum; readonly keys: ReadonlySet<number>; readonly delaySeconds: number };

function acting(graph: Graph, minimum: Minimum, limit: number): Found {
  const found = new Set(minimum.leaves);
  const delaySeconds = arrival(graph, (key) => found.has(key));
  if (delaySeconds <= limit) return { minimum, keys: found, delaySeconds };
  const keys = spared(graph, (sign) => arrival(graph, (key) => sign.has(key)) <= limit);
  return { minimum, keys, delaySeconds: arrival(graph, (key) => keys.has(key)) };
}

/**
 * All keys but those that can be spared, one after the other. So much is left where a smallest set falls short because its formula
 * was only near the truth.
 */
function spared(graph: Graph, reaches: (keys: ReadonlySet<number>) => boolean): ReadonlySet<number> {
  const every = graph.nodes.flatMap((node) => (node.kind === 'key' ? [node.key] : [])).sort((a, b) => a - b);
  const keys = new Set(every);
  for (const key of every) {
    keys.delete(key);
    if (!reaches(keys)) keys.add(key);
  }
  return keys;
}

function describe(graph: Graph, { size, count }: Minimum, keys: ReadonlySet<number>): Blocking {
  const sorted = [...keys].sort((a, b) => a - b).map((number) => graph.ground.keys[number] as string);
  const exact = keys.size === size;
  return { size, keys: sorted, exact, ...(count === undefined || !exact ? {} : { alternatives: count }) };
}
