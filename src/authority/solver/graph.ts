import type { BodyId } from '../../model/authority.ts';
import { dominates, dominators, isCyclic, reversePostorder, type Rooted } from './dominators.ts';
import type { Groundwork } from './groundwork.ts';

/** Whether a body rests on itself somewhere. */
export type Shape = 'cyclic' | 'acyclic';

/** One node of a compiled authority; children are numbers of nodes. */
export type GraphNode =
  | { readonly kind: 'never' }
  /** Needs no key. */
  | { readonly kind: 'free'; readonly electorate?: BodyId }
  /** `open`: what stands for somebody unresolved. */
  | { readonly kind: 'key'; readonly key: number; readonly open?: true }
  /** True when `k` of the children are, counted as often as they are listed. `k` is at least 1. */
  | { readonly kind: 'gate'; readonly k: number; readonly of: readonly number[]; readonly council?: BodyId }
  | { readonly kind: 'after'; readonly seconds: number; readonly of: number };

/** The node that is never true; every graph begins with it. */
export const never = 0;

/** An authority with its bodies looked up and nothing left to decide but who signs. May contain cycles. */
export type Graph = {
  readonly nodes: readonly GraphNode[];
  readonly root: number;
  /** What it shares with the graphs of other problems; a key's number is its place there. */
  readonly ground: Groundwork;
  /** For each node, those that list it, as often as they do. */
  readonly parents: readonly (readonly number[])[];
  readonly shape: Shape;
  /** Whether a delay lies between the node and some key below it. */
  readonly delayed: readonly boolean[];
  /** All delays together, in seconds: no path is longer. */
  readonly longest: number;
};

/** The nodes of a graph whose keys have no final numbers yet. */
export type Draft = { readonly root: number; readonly shape: Shape; readonly drafts: readonly GraphNode[] };

/** Finishes a graph: numbers the keys by name and links children to parents. */
export function linkGraph({ drafts, root, shape }: Draft, names: readonly string[], ground: Groundwork): Graph {
  const nodes = drafts.map((node): GraphNode =>
    node.kind === 'key' ? { ...node, key: ground.rank.get(names[node.key] as string) as number } : node,
  );
  const parents: number[][] = nodes.map(() => []);
  let longest = 0;
  const delayed = nodes.map(() => false);
  const open: number[] = [];
  for (const [number, node] of nodes.entries()) {
    for (const child of childrenOf(node)) parents[child]?.push(number);
    if (node.kind !== 'after') continue;
    longest += node.seconds;
    open.push(number);
  }
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (delayed[number]) continue;
    delayed[number] = true;
    open.push(...(parents[number] as number[]));
  }
  return { nodes, root, shape, ground, parents, delayed, longest };
}

const none: readonly number[] = [];

function childrenOf(node: GraphNode | undefined): readonly number[] {
  return node?.kind === 'gate' ? node.of : node?.kind === 'after' ? [node.of] : none;
}

/** The nodes as they are, or without detours where some body rests on itself. */
export function draftOf(drafts: readonly GraphNode[], root: number): Draft {
  return hasCircles(drafts, root) ? withoutDetours(drafts, root) : { drafts, root, shape: 'acyclic' };
}

/**
 * Cuts references to nodes that lie on every path to the referrer: whoever can use the outer one through the inner one can
 * use it without the detour, as fast and with no more keys. Most circles end here, with their delays.
 */
function withoutDetours(drafts: readonly GraphNode[], root: number): Draft {
  const { immediate } = dominators(rooted(drafts, root));
  const kept = drafts.map((node, number): GraphNode => {
    if (immediate[number] === -1) return node;
    const cut = (child: number) => (dominates(immediate, child, number) ? never : child);
    if (node.kind === 'gate') return { ...node, of: node.of.map(cut) };
    return node.kind === 'after' ? { ...node, of: cut(node.of) } : node;
  });
  return { drafts: kept, root, shape: hasCircles(kept, root) ? 'cyclic' : 'acyclic' };
}

function hasCircles(drafts: readonly GraphNode[], root: number): boolean {
  const graph = rooted(drafts, root);
  return isCyclic(graph, reversePostorder(graph));
}

function rooted(drafts: readonly GraphNode[], root: number): Rooted {
  return { root, size: drafts.length, children: (number) => childrenOf(drafts[number]) };
}
