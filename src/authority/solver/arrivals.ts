import type { Graph, GraphNode } from './graph.ts';

/** When each node of a graph becomes true for one set of keys. */
export type Arrivals = {
  /** In seconds, by node; `Infinity` for never. */
  readonly seconds: Float64Array;
  /** The nodes that become true, each after the children that make it so. */
  readonly order: readonly number[];
};

/** Which keys act, by number. */
export type Signers = (key: number) => boolean;

/**
 * The earliest time at which each node becomes true: Knuth's generalisation of Dijkstra's algorithm. Each edge is looked at
 * once. Cycles only repeat what has arrived already, so that nothing supports itself.
 */
export function arrivals(graph: Graph, signs: Signers): Arrivals {
  const seconds = new Float64Array(graph.nodes.length).fill(Infinity);
  const order: number[] = [];
  const waiting: Waiting = [];
  const { missing, ready, votes } = start(graph, signs);
  for (let now = 0; ;) {
    for (let at = 0; at < ready.length; at++) {
      const number = ready[at] as number;
      if (seconds[number] !== Infinity) continue;
      seconds[number] = now;
      order.push(number);
      for (const parent of graph.parents[number] as readonly number[]) {
        const node = graph.nodes[parent];
        if (node?.kind === 'after') insert(waiting, { at: now + node.seconds, number: parent });
        else if (--(missing[parent] as number) === 0) ready.push(parent);
      }
    }
    ready.length = 0;
    // Electorates come after all that keys alone can do at once, so that it is not put down to a vote.
    const next = now === 0 && votes.length > 0 ? undefined : waiting.pop();
    if (next !== undefined) ready.push(next.number);
    else if (votes.length === 0) return { seconds, order };
    else ready.push(...votes.splice(0));
    now = next?.at ?? now;
  }
}

/** What holds at once, with a vote or without, and how many children each node waits for; what never comes may have some. */
function start({ nodes }: Graph, signs: Signers) {
  const missing = new Float64Array(nodes.length).fill(1);
  const ready: number[] = [];
  const votes: number[] = [];
  for (let number = 0; number < nodes.length; number++) {
    const node = nodes[number] as GraphNode;
    if (node.kind === 'gate') missing[number] = node.k;
    else if (node.kind === 'never') missing[number] = Infinity;
    else if (node.kind === 'free') (node.electorate === undefined ? ready : votes).push(number);
    else if (node.kind === 'key' && signs(node.key)) ready.push(number);
  }
  return { missing, ready, votes };
}

/** Latest first. */
type Waiting = { readonly at: number; readonly number: number }[];

function insert(waiting: Waiting, entry: Waiting[number]): void {
  let low = 0;
  for (let high = waiting.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((waiting[middle] as Waiting[number]).at > entry.at) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, entry);
}
