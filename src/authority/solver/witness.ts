import type { BodyId } from '../../model/authority.ts';
import type { Coalition } from '../../model/coalition.ts';
import { arrivals } from './arrivals.ts';
import type { Gate } from './formula.ts';
import type { Graph, GraphNode } from './graph.ts';

/** How a set of keys exercises an authority: after how long, through whose quorum, with which votes. */
export type Witness = Pick<Coalition, 'delaySeconds' | 'bodies' | 'electorates'>;

/** The fastest way in which these keys, by number, exercise the authority. */
export function witness(graph: Graph, keys: ReadonlySet<number>): Witness {
  const { seconds, order } = arrivals(graph, (key) => keys.has(key));
  const bodies = new Map<string, Witness['bodies'][number]>();
  const electorates = new Set<BodyId>();
  for (const number of derivation(graph, order)) {
    const node = graph.nodes[number];
    if (node?.kind === 'free' && node.electorate !== undefined) electorates.add(node.electorate);
    if (node?.kind !== 'gate' || node.council === undefined) continue;
    const name = `${node.k} of ${node.of.length} in ${node.council}`;
    if (!bodies.has(name)) bodies.set(name, { id: node.council, quorum: node.k, of: node.of.length });
  }
  return {
    delaySeconds: seconds[graph.root] as number,
    bodies: [...bodies.values()],
    electorates: [...electorates].sort(),
  };
}

/**
 * The nodes that take part, outermost first. Each gate takes as many children as it needs from those that held before it,
 * so that nothing supports itself; where it can choose, those with fewer votes and quorums below them.
 */
function derivation(graph: Graph, order: readonly number[]): number[] {
  const price = new Float64Array(graph.nodes.length).fill(Infinity);
  const taken: (readonly number[])[] = [];
  for (const number of order) {
    const node = graph.nodes[number] as GraphNode;
    const parts = node.kind === 'gate' ? cheapest(node, price) : node.kind === 'after' ? [node.of] : [];
    let sum = node.kind === 'gate' && node.council !== undefined ? 1 : node.kind === 'free' ? 1000 : 0;
    for (const part of parts) sum += price[part] as number;
    price[number] = Math.min(sum, dearest);
    taken[number] = parts;
  }
  const seen = new Set([graph.root]);
  for (const number of seen) for (const part of taken[number] ?? []) seen.add(part);
  return [...seen];
}

/** What is shared is counted for each use, which may double with every level; beyond this nothing is told apart. */
const dearest = Number.MAX_SAFE_INTEGER;

/** As many children as the gate needs, of those that have a price. */
function cheapest({ of, k }: Gate, price: Float64Array): readonly number[] {
  const held = of.filter((child) => price[child] !== Infinity);
  if (held.length <= k) return held;
  return held.sort((a, b) => (price[a] as number) - (price[b] as number)).slice(0, k);
}
