import type { Authority, Bodies, BodyId } from '../../model/authority.ts';
import type { Aim, Gate } from './formula.ts';
import type { Graph } from './graph.ts';
import { markOfName } from './marks.ts';
import type { Minimum } from './minimum.ts';
import type { Problem } from './problem.ts';

/**
 * What problems over the same bodies have in common, so that it is compiled, simplified and solved once. No answer depends on what
 * has been asked before: it only comes sooner.
 */
export type Groundwork = {
  /** The names of the keys, sorted; a key's number is its place here. */
  readonly keys: readonly string[];
  readonly rank: ReadonlyMap<string, number>;
  readonly graphs: WeakMap<Authority, { readonly problem: Problem; readonly graph: Graph }>;
  readonly gates: GateStore;
};

/** Simplified gates without circles. Each is there once, after those that it refers to. */
export type GateStore = {
  /** How many keys there are: numbers from there on are gates. */
  readonly leaves: number;
  readonly gates: Gate[];
  /** By number of key or gate: what it says, and not where it stands. */
  readonly mark: number[];
  readonly same: Map<string, number>;
  /** The smallest sets that were found, and the work that each took. */
  readonly solved: Readonly<Record<Aim, Map<number, { readonly minimum: Minimum; readonly work: number }>>>;
};

/** Groundwork for problems in which no other keys take part than these. */
export function createGroundwork(names: Iterable<string>): Groundwork {
  const keys = [...new Set(names)].sort();
  const rank = new Map(keys.map((name, number) => [name, number]));
  return { keys, rank, graphs: new WeakMap(), gates: createGateStore(keys.map(markOfName)) };
}

/** An empty store; `mark` has one number for each key. */
function createGateStore(mark: number[]): GateStore {
  return { leaves: mark.length, gates: [], mark, same: new Map(), solved: { satisfy: new Map(), block: new Map() } };
}

/** What the keys of a problem may be called: those of its authorities, of all bodies, and of bodies that are missing. */
export function keyNames(
  authorities: readonly Authority[],
  bodies: Bodies,
  entities?: ReadonlyMap<BodyId, string>,
): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (one: Authority): void => {
    const name = nameOf(one, bodies);
    if (name !== undefined) names.add(entities?.get(name) ?? name);
    if (!('of' in one)) return;
    const inner: readonly Authority[] = Array.isArray(one.of) ? one.of : [one.of];
    for (const next of inner) visit(next);
  };
  for (const one of authorities) visit(one);
  for (const { authority } of bodies.values()) visit(authority);
  return names;
}

function nameOf(one: Authority, bodies: Bodies): string | undefined {
  if (one.kind === 'unresolved') return one.id ?? `unresolved:${one.reason}`;
  if (one.kind === 'key') return one.id;
  return one.kind === 'body' && !bodies.has(one.id) ? one.id : undefined;
}
