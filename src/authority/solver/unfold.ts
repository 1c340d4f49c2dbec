import { arrivals } from './arrivals.ts';
import type { Formula, Gate } from './formula.ts';
import type { Graph, GraphNode } from './graph.ts';

/** What an authority can ever do: its times when all keys act, and when none does. Shared by all its budgets. */
export type Reach = { readonly all: Float64Array; readonly none: Float64Array };

/** When each node is reached at best and without anybody, in seconds. */
export function reach(graph: Graph): Reach {
  return { all: arrivals(graph, () => true).seconds, none: arrivals(graph, () => false).seconds };
}

/**
 * The question “within so many seconds?”; `Infinity` is allowed. Where a node would have to be told apart for too many
 * times, the formula is made easier or harder to satisfy than it is.
 */
export type Budget = { readonly seconds: number; readonly beyond: 'easier' | 'harder' };

type Unfolding = {
  readonly graph: Graph;
  readonly reach: Reach;
  readonly budget: Budget;
  readonly gates: Gate[];
  /** By node and the seconds that are left there. */
  readonly known: (Map<number, number> | undefined)[];
  /** The gates whose children are still missing. */
  readonly open: { readonly number: number; readonly left: number }[];
};

type Outcome = number | 'true' | 'false';

/** How many gates there may be; with circles fewer, for they stay apart. Nothing comes near it that an owner would build. */
const mostStates = { cyclic: 1000, acyclic: 20_000 };

/**
 * Replaces delays by copies: a node with r seconds left is a gate of its own, whose children have as many left, or fewer
 * where a delay lies between. Two amounts that are both longer than every path are the same.
 */
export function unfold(graph: Graph, times: Reach, budget: Budget): Formula {
  const state: Unfolding = { graph, reach: times, budget, gates: [], known: [], open: [] };
  const root = outcome(state, graph.root, budget.seconds);
  for (let at = 0; at < state.open.length; at++) {
    const { number, left } = state.open[at] as Unfolding['open'][number];
    state.gates.push(reduced(state, graph.nodes[number] as Gate & GraphNode, left));
  }
  return { leaves: graph.ground.keys.length, gates: state.gates, root };
}

/**
 * What a node comes to with so many seconds left: whether it can or must be true is known from its best and worst time. Of
 * several nodes in a row that are but the next one, or the next one later, the last one counts; nothing makes a circle of them true.
 */
function outcome(state: Unfolding, from: number, seconds: number): Outcome {
  const { graph, reach: times } = state;
  let [number, left] = [from, seconds];
  for (let next: number | undefined = from; next !== undefined;) {
    number = next;
    const [best, alone] = [times.all[number] as number, times.none[number] as number];
    if (best > left || best === Infinity) return 'false';
    if (alone <= left && alone !== Infinity) return 'true';
    const node: GraphNode | undefined = graph.nodes[number];
    if (node?.kind === 'key') return node.key;
    if (node?.kind === 'after') left -= node.seconds;
    next = node?.kind === 'after' ? node.of : node?.kind === 'gate' && node.of.length === 1 ? node.of[0] : undefined;
  }
  const known = (state.known[number] ??= new Map<number, number>());
  const rest = !graph.delayed[number] || left >= graph.longest ? Infinity : left;
  const seen = known.get(rest);
  if (seen !== undefined) return seen;
  if (state.open.length >= mostStates[graph.shape] && rest !== Infinity) {
    return state.budget.beyond === 'easier' ? outcome(state, number, Infinity) : 'false';
  }
  const place = graph.ground.keys.length + state.open.push({ number, left: rest }) - 1;
  known.set(rest, place);
  return place;
}

function reduced(state: Unfolding, node: Gate, left: number): Gate {
  const of: number[] = [];
  let k = node.k;
  for (const child of node.of) {
    const one = outcome(state, child, left);
    if (one === 'true') k--;
    else if (one !== 'false') of.push(one);
  }
  return { k, of };
}
