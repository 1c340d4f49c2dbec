import type { BodyId, Quorum } from '../../model/authority.ts';
import type { Graph, GraphNode } from './graph.ts';
import type { Problem } from './problem.ts';

/**
 * Who takes part: everybody, but these quorums do not sign (`absent`); or nobody but the signers of one body, so that no other key
 * signs and nobody votes (`alone`).
 */
export type Cast = { readonly absent: readonly Quorum[] } | { readonly alone: BodyId };

/**
 * The graph as it is for a reading of what is unresolved, and for a cast. No node, key or delay moves, so that an authority has to
 * be compiled only once; what has been cut from it as a detour is one for every cast, because no cast adds a path.
 */
export function enact(graph: Graph, unresolved: Problem['unresolved'], cast: Cast): Graph {
  if (unresolved === 'hostile' && 'absent' in cast && cast.absent.length === 0) return graph;
  return { ...graph, nodes: graph.nodes.map((node) => role(node, unresolved, cast)) };
}

const free: GraphNode = { kind: 'free' };
const never: GraphNode = { kind: 'never' };

function role(node: GraphNode, unresolved: Problem['unresolved'], cast: Cast): GraphNode {
  switch (node.kind) {
    case 'key':
      if (node.open && unresolved !== 'hostile') return unresolved === 'free' ? free : never;
      return 'alone' in cast ? never : node;
    case 'free':
      return 'alone' in cast && node.electorate !== undefined ? never : node;
    case 'gate':
      return signature(node, cast) ?? node;
    default:
      return node;
  }
}

/** What the cast says of so many signatures: they never come, they are there, or (undefined) the members decide. */
function signature({ council, k }: Extract<GraphNode, { kind: 'gate' }>, cast: Cast): GraphNode | undefined {
  if (council === undefined) return undefined;
  if ('alone' in cast) return council === cast.alone ? free : undefined;
  return cast.absent.some((one) => one.id === council && k >= one.k) ? never : undefined;
}
