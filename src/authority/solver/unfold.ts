import { arrivals } from './arrivals.ts';
import type { Formula, Gate } from './formula.ts';
import type { Graph } from './graph.ts';

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
  readonly known: (Map<number, Outcome> | undefined)[];
};

type Outcome = number | 'true' | 'false';

/** Only pathological cycles of delays come near it. */
const mostStates = 20_000;

/**
 * Replaces delays by copies: a node with r seconds left is a gate of its own, whose children have as many left, or fewer
 * where a delay lies between. Two amounts that are both longer than every path are the same.
 */
export function unfold(graph: Graph, times: Reach, budget: Budget): Formula {
  const state: Unfolding = { graph, reach: times, budget, gates: [], known: [] };
  const root = visit(state, graph.root, budget.seconds);
  return { leaves: graph.keys.length, gates: state.gates, root };
}

function visit(state: Unfolding, number: number, left: number): Outcome {
  const { graph, reach: times } = state;
  const [best, alone] = [times.all[number] as number, times.none[number] as number];
  if (best > left || best === Infinity) return 'false';
  if (alone <= left && alone !== Infinity) return 'true';
  const node = graph.nodes[number];
  if (node?.kind === 'key') return node.key;
  if (node?.kind === 'after') return visit(state, node.of, left - node.seconds);
  if (node?.kind !== 'gate') return 'false';
  const rest = !graph.delayed[number] || left >= graph.longest ? Infinity : left;
  const known = (state.known[number] ??= new Map<number, Outcome>());
  const seen = known.get(rest);
  if (seen !== undefined) return seen;
  if (state.gates.length >= mostStates && rest !== Infinity) {
    return state.budget.beyond === 'easier' ? visit(state, number, Infinity) : 'false';
  }
  const place = state.gates.push({ k: 0, of: [] }) - 1;
  known.set(rest, graph.keys.length + place);
  const gate = reduce(state, node, rest);
  state.gates[place] = gate;
  const only = gate.of.length === 1 ? (gate.of[0] as number) : undefined;
  if (only !== undefined) known.set(rest, only);
  return only ?? graph.keys.length + place;
}

function reduce(state: Unfolding, node: Gate, left: number): Gate {
  const of: number[] = [];
  let k = node.k;
  for (const child of node.of) {
    const outcome = visit(state, child, left);
    if (outcome === 'true') k--;
    else if (outcome !== 'false') of.push(outcome);
  }
  return { k, of };
}
