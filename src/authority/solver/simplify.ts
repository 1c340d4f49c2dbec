import { dominates, dominators, isCyclic, reversePostorder, type Rooted } from './dominators.ts';
import type { Formula, Gate } from './formula.ts';
import type { GateStore } from './groundwork.ts';
import { markAround, markOf } from './marks.ts';

/** A formula with a gate or leaf as its root, and what the minimiser has to know about its shape. */
export type Simple = {
  readonly leaves: number;
  readonly gates: readonly Gate[];
  readonly root: number;
  readonly cyclic: boolean;
  /** By leaf or gate: a number that depends on what it says and not on the order in which it was written. */
  readonly mark: readonly number[];
  /** Where its gates without circles are kept, for other formulas over the same leaves. */
  readonly store: GateStore;
};

/**
 * An equivalent formula without what cannot matter: self-support, gates of one child, `any` in `any` and `all` in `all`,
 * repeated alternatives, and gates that say the same. Cycles that are left have more than one way in.
 */
export function simplify(formula: Formula, store: GateStore): Simple | 'true' | 'false' {
  if (typeof formula.root === 'string') return formula.root;
  const whole = { ...formula, root: formula.root };
  const graph = rooted(whole);
  if (!isCyclic(graph, reversePostorder(graph)) && formula.gates.every(isOpen)) return normalise(whole, store);
  const pruned = prune(whole);
  if (typeof pruned === 'string') return pruned;
  if (!isCyclic(rooted(pruned), reversePostorder(rooted(pruned)))) return normalise(pruned, store);
  return { ...pruned, cyclic: true, mark: markAround(store.mark.slice(0, store.leaves), pruned.gates), store };
}

type Whole = Formula & { readonly root: number };

const none: readonly number[] = [];

function rooted({ leaves, gates, root }: Whole): Rooted {
  return {
    root,
    size: leaves + gates.length,
    children: (node) => (node < leaves ? none : (gates[node - leaves] as Gate).of),
  };
}

function isOpen({ k, of }: Gate): boolean {
  return k >= 1 && k <= of.length;
}

/**
 * Cuts references to gates that lie on every path to the referrer: whoever can make the outer one true through the inner
 * one can do so without the detour. Then removes what has become constant, and gates of one child.
 */
function prune(formula: Whole): Whole | 'true' | 'false' {
  for (let current = foldConstants(formula); ;) {
    if (typeof current === 'string') return current;
    const { leaves, gates, root } = shortened(current);
    const { immediate } = dominators(rooted({ leaves, gates, root }));
    const isDetour = (child: number, node: number) => immediate[node] !== -1 && dominates(immediate, child, node);
    const kept = gates.map(({ k, of }, at) => ({ k, of: of.filter((child) => !isDetour(child, leaves + at)) }));
    if (kept.every(({ of }, at) => of.length === gates[at]?.of.length)) return { leaves, gates, root };
    current = foldConstants({ leaves, gates: kept, root });
  }
}

function foldConstants(formula: Whole): Whole | 'true' | 'false' {
  const always = derivable(formula, false);
  const possible = derivable(formula, true);
  const gates = formula.gates.map(({ k, of }) => ({
    k: k - of.filter((child) => always[child]).length,
    of: of.filter((child) => possible[child] && !always[child]),
  }));
  if (always[formula.root]) return 'true';
  return possible[formula.root] ? { ...formula, gates } : 'false';
}

/** Refers past gates of one child. There is no circle of nothing but those, for nothing would make it true. */
function shortened(formula: Whole): Whole {
  const { leaves, gates } = formula;
  const past = (node: number): number => {
    const gate = node < leaves ? undefined : (gates[node - leaves] as Gate);
    return gate?.of.length === 1 ? past(gate.of[0] as number) : node;
  };
  return { leaves, gates: gates.map(({ k, of }) => ({ k, of: of.map(past) })), root: past(formula.root) };
}

/** What is true when all leaves are, or when none is; by number of leaf or gate. */
function derivable({ leaves, gates }: Formula, leaf: boolean): readonly boolean[] {
  const truth = Array.from({ length: leaves + gates.length }, (_, node) => leaf && node < leaves);
  for (let changed = true; changed;) {
    changed = false;
    for (const [at, { k, of }] of gates.entries()) {
      if (truth[leaves + at] || of.filter((child) => truth[child]).length < k) continue;
      truth[leaves + at] = true;
      changed = true;
    }
  }
  return truth;
}

/** Rebuilds an acyclic formula from the leaves upwards. */
function normalise(formula: Whole, store: GateStore): Simple {
  const { leaves, gates, mark } = store;
  const graph = rooted(formula);
  const order = reversePostorder(graph);
  const uses = new Int32Array(graph.size);
  for (const node of order) for (const child of graph.children(node)) uses[child] = (uses[child] as number) + 1;
  const became = new Int32Array(graph.size);
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at] as number;
    became[node] = node < leaves ? node : rebuild(store, formula.gates[node - leaves] as Gate, { became, uses });
  }
  return { leaves, gates, root: became[formula.root] as number, cyclic: false, mark, store };
}

/** By node of the old formula: its number in the store, and how often others list it. */
type Progress = { readonly became: Int32Array; readonly uses: Int32Array };

function rebuild(store: GateStore, gate: Gate, progress: Progress): number {
  const of = childrenAnew(store, gate, progress);
  if (of.length === 1) return of[0] as number;
  const k = kindOf(gate) === 'all' ? of.length : gate.k;
  const name = `${k}:${of.join()}`;
  const known = store.same.get(name);
  if (known !== undefined) return known;
  const number = store.leaves + store.gates.push({ k, of }) - 1;
  store.mark.push(markOf({ k, of }, (child) => store.mark[child] as number));
  store.same.set(name, number);
  return number;
}

/** Ascending; those of an `any` in an `any` or an `all` in an `all` stand in its place, if nothing else lists it. */
function childrenAnew(store: GateStore, gate: Gate, { became, uses }: Progress): number[] {
  const kind = kindOf(gate);
  const of: number[] = [];
  for (const child of gate.of) {
    const now = became[child] as number;
    const inner =
      kind === 'some' || now < store.leaves || (uses[child] as number) > 1
        ? undefined
        : store.gates[now - store.leaves];
    if (inner !== undefined && kindOf(inner) === kind) of.push(...inner.of);
    else of.push(now);
  }
  of.sort((a, b) => a - b);
  return kind === 'some' ? of : of.filter((child, at) => child !== of[at - 1]);
}

function kindOf({ k, of }: Gate): 'any' | 'all' | 'some' {
  return k === 1 ? 'any' : k === of.length ? 'all' : 'some';
}
