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
  readonly known: Map<number, Minimum>;
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
  return solve({ formula, aim, work, known: new Map(), nested: false }, formula.root);
}

function solve(state: Minimisation, node: number): Minimum {
  const { formula, known } = state;
  if (node < formula.leaves) return { size: 1, leaves: [node], count: 1 };
  const solved = formula.cyclic ? known : formula.store.solved[state.aim];
  const before = known.get(node) ?? solved.get(node);
  if (before !== undefined) return before;
  const { left } = state.work;
  const minimum = formula.cyclic && node !== formula.root ? solveAlone(state, node) : solveGate(state, node);
  // What took a search is not kept for other questions: each has to account for its own work.
  const kept = state.work.left === left ? solved : known;
  kept.set(node, minimum);
  return minimum;
}

/** With another root, circles may have only one way in, and go. */
function solveAlone({ formula, aim, work }: Minimisation, root: number): Minimum {
  const simple = simplify({ ...formula, root }, formula.store);
  if (simple === 'true' || simple === 'false') throw new Error('a gate without its surroundings has become constant');
  return solve({ formula: simple, aim, work, known: new Map(), nested: true }, simple.root);
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
  return everyCover(cover, mostChoices) ?? search(cover, state.work);
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

/** Costs at least one step, so that it shows that there was one. */
function search(cover: Cover, work: Work): Minimum {
  work.left--;
  const found = cheapestCover(cover, work);
  return { size: found.least, leaves: chosen(cover, found.chosen).leaves };
}
