import { fixByPrice, provenBound, provesEmpty } from './bound.ts';
import { branch } from './branch.ts';
import { type Cover, programOf, unitsOf } from './cover.ts';
import { achieves, type Check, type Choice, costOf, createCheck, roundUp } from './cover-check.ts';
import { shareCuts, supportCut } from './cuts.ts';
import { type Ending, reoptimise } from './dual-simplex.ts';
import type { Work } from './minimise.ts';
import { type Box, copyBox, holdsIn, propagate, type Row } from './program.ts';
import { addRow, createSimplex, dropSlackRows, multipliers, retire, type Simplex, solution } from './simplex.ts';

/** The cheapest choice, or the best one found and what every choice costs at least. */
export type Found = { readonly least: number; readonly chosen: Choice };

/** A part of the search space, and what every choice in it costs at least. */
type Part = { readonly box: Box; readonly least: number };

type Search = {
  readonly check: Check;
  readonly work: Work;
  simplex: Simplex;
  best: Choice;
  cost: number;
  /** How many times rows may still be added to the part that is being looked at. */
  rounds: number;
  /** The rows before this one stay. */
  readonly base: number;
};

/** How many times rows are added, to the whole box and to its parts. Measured: more rows make fewer parts, but each dearer. */
const atRoot = 40;
const elsewhere = 2;

/** A larger tableau, in entries, is not begun: each of its steps would take longer than whole searches do. */
const largest = 20_000_000;

/** So many rows in sequence against circular support; then the search goes on by dividing. */
const mostRepairs = 200;

/**
 * Branch and bound. The simplex method proposes multipliers and fractions; a part of the space is left only when whole-number
 * arithmetic proves that nothing cheaper is in it (bound.ts), and a choice is taken only when the formula itself says that
 * it reaches the aim (cover-check.ts). So an error in floating point can cost time, but not the answer.
 */
export function cheapestCover(cover: Cover, work: Work): Found {
  const check = createCheck(cover);
  const all = Float64Array.from(cover.groups, (_, group) => unitsOf(cover, group));
  const width = all.length + cover.gates.length - 1;
  const box = {
    lower: new Float64Array(width),
    upper: Float64Array.from({ length: width }, (_, at) => unitsOf(cover, at)),
  };
  const first = roundUp(check, new Float64Array(all.length));
  const program = programOf(cover);
  const base = program.rows.length;
  if (base * width > largest) return { least: 1, chosen: first };
  const simplex = createSimplex(program, box);
  const search: Search = { check, simplex, work, best: first, cost: costOf(cover, first), rounds: atRoot, base };
  const open = explore(search, { box, least: 1 });
  search.rounds = elsewhere;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.least >= search.cost) continue;
    if (work.left <= 0) return { least: Math.min(...[part, ...open].map(({ least }) => least)), chosen: search.best };
    open.push(...explore(search, part));
  }
  return { least: search.cost, chosen: search.best };
}

function improve(search: Search, choice: Choice): void {
  const cost = costOf(search.check.cover, choice);
  if (cost >= search.cost) return;
  search.best = choice;
  search.cost = cost;
}

/** Bounds one part; gives what is left of it in two, the more promising last. */
function explore(search: Search, part: Part): Part[] {
  const { check } = search;
  const box = copyBox(part.box);
  let least = part.least;
  if (!propagate(search.simplex.program, box)) return [];
  for (let round = search.rounds; ; round--) {
    const values = relax(search, box);
    if (values === null) return [];
    least = Math.max(least, values.least);
    if (least >= search.cost) return [];
    improve(search, roundUp(check, values.at));
    if (least >= search.cost) return [];
    const rows = separate(search, values.at, round);
    if (rows.length === 0) return divide(search, { box, least }, values.at);
    renew(search, box, rows);
  }
}

function renew({ simplex, rounds, base }: Search, box: Box, rows: readonly Row[]): void {
  dropSlackRows(simplex, base);
  if (rounds === atRoot) retire(simplex, box);
  for (const row of rows) {
    simplex.program.rows.push(row);
    addRow(simplex, row);
  }
}

/** A part that holds one choice only is looked at instead. */
function divide(search: Search, { box, least }: Part, values: Float64Array): Part[] {
  const halves = branch(search.check.cover, box, values);
  const only = box.lower.slice(0, search.best.length);
  if (halves.length === 0 && achieves(search.check, only)) improve(search, only);
  return halves.map((half) => ({ box: half, least }));
}

/** Solves the part in fractions and narrows its box; null if that proves that there is nothing better in it. */
function relax(search: Search, box: Box): { at: Float64Array; least: number } | null {
  const { program } = search.simplex;
  const ending = optimise(search, box);
  if (ending.kind === 'empty' && provesEmpty(program, box, ending.ray)) return null;
  const bound = provenBound(program, box, multipliers(search.simplex));
  const at = solution(search.simplex);
  if (bound === null) return { at, least: 0 };
  if (bound.least >= search.cost) return null;
  fixByPrice(bound, box, search.cost);
  return propagate(program, box) ? { at, least: bound.least } : null;
}

/** Begins afresh when rounding errors have piled up so far that the tableau calls a solution what is none. */
function optimise(search: Search, box: Box): Ending {
  const ending = measured(search, box);
  if (ending.kind !== 'optimal' || holdsIn(search.simplex.program, box, solution(search.simplex))) return ending;
  search.simplex = createSimplex(search.simplex.program, box);
  return measured(search, box);
}

function measured({ simplex, work, cost }: Search, box: Box): Ending {
  const before = simplex.work;
  const ending = reoptimise(simplex, box, { cost: cost - 1 + 1e-3, work: Math.max(0, work.left) });
  work.left -= simplex.work - before + simplex.width;
  return ending;
}

function separate({ check }: Search, values: Float64Array, round: number): readonly Row[] {
  const whole = values.every((value) => Math.abs(value - Math.round(value)) < 1e-6);
  if (!whole) return round > 0 ? shareCuts(check.cover, values) : [];
  if (!check.cover.cyclic || check.cover.aim === 'block' || round < -mostRepairs) return [];
  const rounded = values.map(Math.round);
  if (achieves(check, rounded.slice(0, check.cover.groups.length))) return [];
  const row = supportCut(check, rounded);
  return row === null ? [] : [row];
}
