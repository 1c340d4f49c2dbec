import { type Authority, type BodyId, type Quorum, unresolved } from '../../model/authority.ts';
import { unboundedSeconds } from '../../model/vocabulary.ts';
import { type Graph, draftOf, type GraphNode, linkGraph, never } from './graph.ts';
import type { Problem } from './problem.ts';

/**
 * Who takes part: everybody, but these quorums do not sign (`absent`); or nobody but the signers of one body, so that no other key
 * signs and nobody votes (`alone`).
 */
export type Cast = { readonly absent: readonly Quorum[] } | { readonly alone: BodyId };

type Limited = Extract<Authority, { kind: 'limited' }>;

type Compilation = {
  readonly problem: Problem;
  readonly cast: Cast;
  readonly nodes: GraphNode[];
  readonly bodies: Map<BodyId, number>;
  /** Those whose own authority is not compiled yet: a line of owners may be longer than the stack is deep. */
  readonly open: { readonly id: BodyId; readonly number: number }[];
  /** By identity: an object that is listed in many places is compiled once. */
  readonly seen: Map<Authority, number>;
  readonly keys: Map<string, number>;
};

const free = 1;

/** Looks up the bodies and decides what the problem and the cast decide. */
export function compile(problem: Problem, cast: Cast = { absent: [] }): Graph {
  const nodes: GraphNode[] = [{ kind: 'never' }, { kind: 'free' }];
  const state: Compilation = {
    problem,
    cast,
    nodes,
    bodies: new Map(),
    open: [],
    seen: new Map(),
    keys: new Map(),
  };
  const root = visit(state, problem.authority);
  for (let next = state.open.pop(); next !== undefined; next = state.open.pop()) {
    const found = problem.bodies.get(next.id);
    const inner = visit(state, found ? found.authority : unresolved('no such body', next.id));
    nodes[next.number] = { kind: 'gate', k: 1, of: [inner] };
  }
  return linkGraph(draftOf(nodes, root), [...state.keys.keys()]);
}

function visit(state: Compilation, authority: Authority): number {
  const seen = state.seen.get(authority);
  if (seen !== undefined) return seen;
  const number = translate(state, authority);
  state.seen.set(authority, number);
  return number;
}

function translate(state: Compilation, authority: Authority): number {
  switch (authority.kind) {
    case 'nobody':
      return never;
    case 'anyone':
      return free;
    case 'key':
      return key(state, authority.id);
    case 'electorate':
      return 'alone' in state.cast ? never : push(state, { kind: 'free', electorate: authority.id });
    case 'unresolved':
      return open(state, authority.id ?? `unresolved:${authority.reason}`);
    case 'body':
      return body(state, authority.id);
    case 'limited':
      return counts(state.problem, authority) ? visit(state, authority.of) : never;
    case 'provableBug':
      return state.problem.provableBug === 'counts' ? visit(state, authority.of) : never;
    case 'after':
      return delayed(state, authority.seconds, visit(state, authority.of));
    case 'any':
      return gate(state, 1, authority);
    case 'all':
      return gate(state, authority.of.length, authority);
    case 'threshold':
      return signature(state.cast, authority) ?? gate(state, authority.k, authority);
  }
}

/** What the cast says of so many signatures: they never come, they are there, or (undefined) the members decide. */
function signature(cast: Cast, { council, k }: { readonly council?: BodyId; readonly k: number }): number | undefined {
  if ('alone' in cast) return council === cast.alone ? free : undefined;
  return cast.absent.some((one) => one.id === council && k >= one.k) ? never : undefined;
}

function open(state: Compilation, id: string): number {
  const { unresolved: reading } = state.problem;
  return reading === 'inert' ? never : reading === 'free' ? free : key(state, id);
}

function push(state: Compilation, node: GraphNode): number {
  return state.nodes.push(node) - 1;
}

function key(state: Compilation, id: BodyId): number {
  if ('alone' in state.cast) return never;
  const name = state.problem.entities?.get(id) ?? id;
  const known = state.keys.get(name);
  if (known !== undefined) return known;
  const number = push(state, { kind: 'key', key: state.keys.size });
  state.keys.set(name, number);
  return number;
}

/** A body's node stands before its authority is compiled, so that bodies may refer to each other. */
function body(state: Compilation, id: BodyId): number {
  const known = state.bodies.get(id);
  if (known !== undefined) return known;
  const number = push(state, { kind: 'never' });
  state.bodies.set(id, number);
  state.open.push({ id, number });
  return number;
}

/** A delay that is no number counts as none, one beyond `unboundedSeconds` as that: never longer than it may be. */
function delayed(state: Compilation, seconds: number, of: number): number {
  const whole = seconds > 0 ? Math.min(Math.floor(seconds), unboundedSeconds) : 0;
  return whole === 0 ? of : push(state, { kind: 'after', seconds: whole, of });
}

type Group = { readonly of: readonly Authority[]; readonly council?: BodyId };

function gate(state: Compilation, k: number, { of, council }: Group): number {
  if (!(k >= 1)) return free;
  const children = of.map((one) => visit(state, one));
  const node = { kind: 'gate', k: Math.ceil(k), of: children } as const;
  return push(state, council === undefined ? node : { ...node, council });
}

function counts(problem: Problem, limited: Limited): boolean {
  return called(problem, limited) && reached(problem, limited);
}

function called({ selectors }: Problem, limited: Limited): boolean {
  if (selectors === undefined || selectors.length === 0) return true;
  return selectors.some((one) => limited.selectors.some((other) => one.toLowerCase() === other.toLowerCase()));
}

function reached({ target }: Problem, limited: Limited): boolean {
  if (target === undefined || limited.targets === undefined) return true;
  return limited.targets.some((one) => one.toLowerCase() === target.toLowerCase());
}
