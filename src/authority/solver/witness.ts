import type { BodyId } from '../../model/authority.ts';
import type { Coalition } from '../../model/coalition.ts';
import { arrivals } from './arrivals.ts';
import type { Graph } from './graph.ts';

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
  const price = new Map<number, number>();
  const chosen = new Map<number, readonly number[]>();
  for (const number of order) {
    const node = graph.nodes[number];
    const held =
      node?.kind === 'gate' ? node.of.filter((child) => price.has(child)) : node?.kind === 'after' ? [node.of] : [];
    const cost = (child: number) => price.get(child) as number;
    const taken = node?.kind === 'gate' ? held.toSorted((a, b) => cost(a) - cost(b)).slice(0, node.k) : held;
    const own = node?.kind === 'gate' && node.council !== undefined ? 1 : node?.kind === 'free' ? 1000 : 0;
    price.set(
      number,
      taken.reduce((sum, child) => sum + cost(child), own),
    );
    chosen.set(number, taken);
  }
  const seen = new Set([graph.root]);
  for (const number of seen) for (const child of chosen.get(number) ?? []) seen.add(child);
  return [...seen];
}
