import type { BodyId } from '../../model/authority.ts';

/** One node of a compiled authority; children are numbers of nodes. */
export type GraphNode =
  | { readonly kind: 'never' }
  /** Needs no key. */
  | { readonly kind: 'free'; readonly electorate?: BodyId }
  | { readonly kind: 'key'; readonly key: number }
  /** True when `k` of the children are, counted as often as they are listed. `k` is at least 1. */
  | { readonly kind: 'gate'; readonly k: number; readonly of: readonly number[]; readonly council?: BodyId }
  | { readonly kind: 'after'; readonly seconds: number; readonly of: number };

/** An authority with its bodies looked up and nothing left to decide but who signs. May contain cycles. */
export type Graph = {
  readonly nodes: readonly GraphNode[];
  readonly root: number;
  /** The names of the keys, sorted; a key's number is its place here. */
  readonly keys: readonly string[];
  /** For each node, those that list it, as often as they do. */
  readonly parents: readonly (readonly number[])[];
  /** Whether a delay lies between the node and some key below it. */
  readonly delayed: readonly boolean[];
  /** All delays together, in seconds: no path is longer. */
  readonly longest: number;
};

/** Finishes a graph: numbers the keys by name and links children to parents. */
export function linkGraph(nodes: readonly GraphNode[], root: number, names: readonly string[]): Graph {
  const keys = [...names].sort();
  const rank = new Map(keys.map((name, number) => [name, number]));
  const renamed = nodes.map((node): GraphNode =>
    node.kind === 'key' ? { kind: 'key', key: rank.get(names[node.key] as string) as number } : node,
  );
  const parents: number[][] = renamed.map(() => []);
  let longest = 0;
  const delayed = renamed.map(() => false);
  const open: number[] = [];
  for (const [number, node] of renamed.entries()) {
    if (node.kind === 'gate') for (const child of node.of) parents[child]?.push(number);
    if (node.kind !== 'after') continue;
    parents[node.of]?.push(number);
    longest += node.seconds;
    open.push(number);
  }
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (delayed[number]) continue;
    delayed[number] = true;
    open.push(...(parents[number] as number[]));
  }
  return { nodes: renamed, root, keys, parents, delayed, longest };
}
