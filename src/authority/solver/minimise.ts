import { type Cover, coverOf } from './cover.ts';
import { dominators } from './dominators.ts';
import { type Aim, type Gate, need } from './formula.ts';
import { chosen, everyCover } from './every-cover.ts';
import { cheapest, compareMinima, type Minimum, withCount } from './minimum.ts';
import { cheapestCover } from './search.ts';
import { simplify, type Simple } from './simplify.ts';

/** How many elementary steps may still be made; shared by all parts of one question. */
export type Work = { left: number };

/** Up to so many choices it is as fast to look at each as to search, and tells how many are best. */
const mostChoices = 256;

type Minimisation = {
  readonly formula: Simple;
  readonly aim: Aim;
  readonly work: Work;
  readonly known: Map<number, Found>;
  /** How often a search was made or its result used, and for which gate the last time. */
  readonly searches: { made: number; last: number };
  /** Whether it is part of another one that has circles. */
  readonly nested: boolean;
};

/**
 * The smallest set of leaves that reaches the aim.
 *
 * Where alternatives stand side by side, each is solved alone and the best one wins. Where the parts of a threshold have
 * nothing in common, the cheapest parts are taken. Only what is left, thresholds whose parts share leaves, is searched, or
 * tried through where it is small; a part of it that shares nothing with the rest goes in as one leaf with a price.
 */
export function minimise(formula: Simple, aim: Aim, work: Work): Minimum {
  return solve({ formula, aim, work, known: new Map(), searches: { made: 0, last: -1 }, nested: false }, formula.root);
}

/** `searched`: a search took part in it. */
type Found = { readonly minimum: Minimum; readonly searched: boolean };

function solve(state: Minimisation, node: number): Minimum {
  const { formula, known, searches } = state;
  if (node < formula.leaves) return { size: 1, leaves: [node], count: 1 };
  const before = known.get(node) ?? remembered(state, node);
  if (before !== undefined) {
    if (before.searched) note(state, node);
    return before.minimum;
  }
  const [{ left }, { made }] = [state.work, searches];
  const minimum = formula.cyclic && node !== formula.root ? solveAlone(state, node) : solveGate(state, node);
  const searched = searches.made > made;
  known.set(node, { minimum, searched });
  const bySearch = searches.made === made + 1 && searches.last === node && state.work.left > 0;
  if (!formula.cyclic && (bySearch || !searched)) {
    formula.store.solved[state.aim].set(node, { minimum, work: left - state.work.left });
  }
  return minimum;
}

function note({ searches }: Minimisation, node: number): void {
  searches.made++;
  searches.last = node;
}

/**
 * What was found for another formula, if this one can afford the work that it took: so an answer does not depend on what was asked
 * before. Kept is what took no search, or one for the gate itself and none for its parts, which might be charged twice.
 */
function remembered({ formula, aim, work, known }: Minimisation, node: number): Found | undefined {
  const kept = formula.cyclic ? undefined : formula.store.solved[aim].get(node);
  if (kept === undefined || (kept.work > 0 && kept.work >= work.left)) return undefined;
  work.left -= kept.work;
  const found = { minimum: kept.minimum, searched: kept.work > 0 };
  known.set(node, found);
  return found;
}

/** With another root, circles may have only one way in, and go. */
function solveAlone({ formula, aim, work, searches }: Minimisation, root: number): Minimum {
  const simple = simplify({ ...formula, root }, formula.store);
  if (simple === 'true' || simple === 'false') throw new Error('a gate without its surroundings has become constant');
  return solve({ formula: simple, aim, work, known: new Map(), searches, nested: true }, simple.root);
}

function solveGate(state: Minimisation, node: number): Minimum {
  const { formula, aim } = state;
  const gate = formula.gates[node - formula.leaves] as Gate;
  // Where alternatives lead to each other in circles, solving each alone again and again would never end.
  if (need(gate, aim) === 1 && !(formula.cyclic && state.nested)) return solveAny(state, node, gate);
  const part = onlyLeaves(formula, gate) ? { core: [node], borders: gate.of } : region(formula, node);
  const priced = pricesOf(state, part);
  if (isSplit(part)) return cheapest([...priced.values()], need(gate, aim));
  const cover = coverOf(formula, part, { aim, priced });
  return everyCover(cover, mostChoices) ?? search(cover, node, state);
}

/** A smallest set is a smallest set of one of the alternatives; those that are as small are only counted together. */
function solveAny(state: Minimisation, node: number, gate: Gate): Minimum {
  const { formula, aim } = state;
  const options = gate.of.map((child) => solve(state, child));
  const [first] = options.toSorted(compareMinima);
  const tied = gate.of.filter((_, at) => options[at]?.size === first?.size);
  const { count: _, ...one } = first as Minimum;
  if (tied.length === 1) return first as Minimum;
  const only = { k: aim === 'satisfy' ? 1 : tied.length, of: tied };
  if (onlyLeaves(formula, only)) return withCount(one, tied.length);
  const narrowed = { ...formula, gates: formula.gates.with(node - formula.leaves, only) };
  const part = region(narrowed, node);
  const priced = pricesOf(state, part);
  if (isSplit(part)) return cheapest([...priced.values()], 1);
  const counted = everyCover(coverOf(narrowed, part, { aim, priced }), mostChoices);
  return counted?.count === undefined ? one : withCount(one, counted.count);
}

function pricesOf(state: Minimisation, { borders }: Region): ReadonlyMap<number, Minimum> {
  return new Map(borders.map((border) => [border, solve(state, border)]));
}

function onlyLeaves({ leaves }: Simple, { of }: Gate): boolean {
  return of.every((child, at) => child < leaves && child !== of[at - 1]);
}

/** A gate with the gates whose parts are entangled, and the leaves and independent gates around them, once for each use by one gate. */
export type Region = { readonly core: readonly number[]; readonly borders: readonly number[] };

function isSplit({ core, borders }: Region): boolean {
  return core.length === 1 && new Set(borders).size === borders.length;
}

/** A gate is independent if whatever lies below it can be reached only through it. */
function region({ leaves, gates }: Simple, root: number): Region {
  const children = (node: number) => (node < leaves ? [] : (gates[node - leaves] as Gate).of);
  const { order, immediate } = dominators({ root, size: leaves + gates.length, children });
  const entangled = new Set<number>();
  for (const node of order) {
    for (const child of children(node)) {
      for (let at = node; at !== immediate[child]; at = immediate[at] as number) entangled.add(at);
    }
  }
  const core = [root];
  const seen = new Set(core);
  const borders: number[] = [];
  for (const node of core) {
    for (const child of children(node)) {
      if (child < leaves || !entangled.has(child)) borders.push(child);
      else if (!seen.has(child)) {
        seen.add(child);
        core.push(child);
      }
    }
  }
  return { core, borders };
}

function search(cover: Cover, node: number, state: Minimisation): Minimum {
  note(state, node);
  // At least one step, which tells that there was one.
  state.work.left--;
  const found = cheapestCover(cover, state.work);
  return { size: found.least, leaves: chosen(cover, found.chosen).leaves };
}
