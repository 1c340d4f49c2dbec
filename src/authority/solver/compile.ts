import { type Authority, type BodyId, unresolved } from '../../model/authority.ts';
import { unboundedSeconds } from '../../model/vocabulary.ts';
import { type Graph, draftOf, type GraphNode, linkGraph, never } from './graph.ts';
import { createGroundwork } from './groundwork.ts';
import type { Problem } from './problem.ts';

type Limited = Extract<Authority, { kind: 'limited' }>;

type Compilation = {
  readonly problem: Problem;
  readonly nodes: GraphNode[];
  readonly bodies: Map<BodyId, number>;
  /** Those whose own authority is not compiled yet: a line of owners may be longer than the stack is deep. */
  readonly open: { readonly id: BodyId; readonly number: number }[];
  /** By identity: an object that is listed in many places is compiled once. */
  readonly seen: Map<Authority, number>;
  /** The names of the keys, in the order in which they were met. */
  readonly names: Map<string, number>;
  /** The nodes of the keys; what is unresolved has a node of its own, even where it goes by the name of a key. */
  readonly keys: Map<string, number>;
};

const free = 1;

/** The graph of a problem. On one groundwork it is compiled once for problems whose parts are the same objects. */
export function compiled(problem: Problem): Graph {
  const { authority, groundwork } = problem;
  const before = groundwork?.graphs.get(authority);
  if (before !== undefined && parts.every((part) => before.problem[part] === problem[part])) return before.graph;
  const graph = compile(problem);
  groundwork?.graphs.set(authority, { problem, graph });
  return graph;
}

const parts = ['bodies', 'selectors', 'target', 'provableBug', 'entities'] as const;

/** Looks up the bodies and decides what the problem decides, but for the reading of what is unresolved. */
function compile(problem: Problem): Graph {
  const nodes: GraphNode[] = [{ kind: 'never' }, { kind: 'free' }];
  const state: Compilation = {
    problem,
    nodes,
    bodies: new Map(),
    open: [],
    seen: new Map(),
    names: new Map(),
    keys: new Map(),
  };
  const root = visit(state, problem.authority);
  for (let next = state.open.pop(); next !== undefined; next = state.open.pop()) {
    const found = problem.bodies.get(next.id);
    const inner = visit(state, found ? found.authority : unresolved('no such body', next.id));
    nodes[next.number] = { kind: 'gate', k: 1, of: [inner] };
  }
  const names = [...state.names.keys()];
  const { groundwork } = problem;
  const ground = groundwork && names.every((name) => groundwork.rank.has(name)) ? groundwork : createGroundwork(names);
  return linkGraph(draftOf(nodes, root), names, ground);
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
      return key(state, authority.id, false);
    case 'electorate':
      return push(state, { kind: 'free', electorate: authority.id });
    case 'unresolved':
      return key(state, authority.id ?? `unresolved:${authority.reason}`, true);
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
      return gate(state, authority.k, authority);
  }
}

function push(state: Compilation, node: GraphNode): number {
  return state.nodes.push(node) - 1;
}

function key(state: Compilation, id: BodyId, open: boolean): number {
  const name = state.problem.entities?.get(id) ?? id;
  const place = `${open}:${name}`;
  const known = state.keys.get(place);
  if (known !== undefined) return known;
  const named = state.names.get(name) ?? state.names.size;
  state.names.set(name, named);
  const number = push(state, { kind: 'key', key: named, ...(open && { open }) });
  state.keys.set(place, number);
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
