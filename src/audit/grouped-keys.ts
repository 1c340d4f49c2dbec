import type { ControlEdge, ControlGraph, ControlNode } from '../model/control-graph.ts';

type Drawn = Pick<ControlGraph, 'nodes' | 'edges'>;

/** Draws keys that sit in exactly the same places, under the same conditions, as one node: a council's thirteen are one, not thirteen. */
export function groupKeys({ nodes, edges }: Drawn): Drawn {
  const places = new Map<string, ControlEdge[]>();
  for (const edge of edges) places.set(edge.from, [...(places.get(edge.from) ?? []), edge]);
  const groups = new Map<string, ControlNode[]>();
  for (const node of nodes.filter(({ kind }) => kind === 'key')) {
    const where = (places.get(node.id) ?? []).map(({ to, conditions }) => JSON.stringify([to, conditions])).sort();
    const alike = where.join();
    groups.set(alike, [...(groups.get(alike) ?? []), node]);
  }
  const merged = [...groups.values()].map(merge);
  const nameOf = new Map(merged.flatMap(({ group, members }) => members.map(({ id }) => [id, group.id] as const)));
  const others = nodes.filter(({ kind }) => kind !== 'key');
  const moved = edges.map((edge) => ({ ...edge, from: nameOf.get(edge.from) ?? edge.from }));
  const once = new Map(moved.map((edge) => [JSON.stringify(edge), edge]));
  return { nodes: [...others, ...merged.map(({ group }) => group)], edges: [...once.values()] };
}

function merge(members: readonly ControlNode[]): {
  readonly group: ControlNode;
  readonly members: readonly ControlNode[];
} {
  const [first] = members as readonly [ControlNode];
  if (members.length === 1) return { group: first, members };
  const addresses = members.flatMap((one) => one.addresses);
  return { group: { ...first, id: `keys:${first.id}`, name: `${members.length} keys`, addresses }, members };
}
