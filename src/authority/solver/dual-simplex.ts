import { emptiness, nonbasicValue, placeIn, range, type Simplex } from './simplex.ts';
import type { Box } from './program.ts';

/** How an optimisation ended; `ray` are multipliers that should prove the box empty. `stopped`: dear enough, or no progress. */
export type Ending = { readonly kind: 'optimal' | 'stopped' } | { readonly kind: 'empty'; readonly ray: Float64Array };

const tolerance = 1e-7;

/** When to stop early: when the cost exceeds `cost`, or after `work` elementary steps. */
export type Enough = { readonly cost: number; readonly work: number };

/** The dual simplex method from wherever the tableau stands: any basis will do to begin with, since every column has two ends. */
export function reoptimise(simplex: Simplex, box: Box, enough: Enough): Ending {
  const last = simplex.work + enough.work;
  placeIn(simplex, box);
  const norms: number[] = simplex.values.map(() => 1);
  const most = 100 + 4 * (simplex.width + simplex.table.length);
  for (let step = 0; step < most; step++) {
    const leaving = mostViolated(simplex, norms);
    if (leaving === null) return { kind: 'optimal' };
    if (cost(simplex) > enough.cost || simplex.work > last) return { kind: 'stopped' };
    const entering = enteringColumn(simplex, leaving);
    if (entering === null) return { kind: 'empty', ray: emptiness(simplex, leaving.row) };
    reweigh(simplex, norms, leaving.row, entering);
    pivot(simplex, leaving, entering);
  }
  return { kind: 'stopped' };
}

/** A basic variable outside its bounds: by how much, and whether it has to grow (1) or shrink (-1). */
type Leaving = { readonly row: number; readonly excess: number; readonly sign: 1 | -1 };

function mostViolated({ basic, values, width, box }: Simplex, norms: readonly number[]): Leaving | null {
  let worst: Leaving | null = null;
  let most = 0;
  for (let row = 0; row < values.length; row++) {
    const variable = basic[row] as number;
    const value = values[row] as number;
    const below = (variable >= width ? 0 : (box.lower[variable] as number)) - value;
    const above = variable >= width ? 0 : value - (box.upper[variable] as number);
    const excess = Math.max(below, above);
    if (excess < tolerance || excess * excess <= most * (norms[row] as number)) continue;
    worst = { row, excess, sign: below > above ? 1 : -1 };
    most = (excess * excess) / (norms[row] as number);
  }
  return worst;
}

function cost(simplex: Simplex): number {
  const { prices, width } = simplex;
  let sum = prices[width] as number;
  for (let column = 0; column < width; column++) {
    const price = prices[column] as number;
    if (price !== 0) sum += price * nonbasicValue(simplex, column);
  }
  return sum;
}

/** The ratio test. Columns that can cross their whole box before the row is mended do so (bound flipping). */
function enteringColumn(simplex: Simplex, leaving: Leaving): number | null {
  const { prices, nonbasic, atUpper, width } = simplex;
  const line = simplex.table[leaving.row] as Float64Array;
  const open: number[] = [];
  for (let column = 0; column < width; column++) {
    const slope = leaving.sign * (line[column] as number);
    const helps = atUpper[column] ? slope > tolerance : slope < -tolerance;
    if (helps && range(simplex, nonbasic[column] as number) > 0) open.push(column);
  }
  for (let rest = leaving.excess; ;) {
    const best = cheapest(
      open,
      (column) => Math.abs(prices[column] as number) / Math.abs(line[column] as number),
      line,
    );
    if (best === null) return null;
    const column = open[best] as number;
    rest -= Math.abs(line[column] as number) * range(simplex, nonbasic[column] as number);
    if (rest <= tolerance || open.length === 1) return column;
    flip(simplex, column);
    open[best] = open.at(-1) as number;
    open.pop();
  }
}

/** The place of the column with the least ratio; of equal ones, that with the largest coefficient. */
function cheapest(open: readonly number[], ratio: (column: number) => number, line: Float64Array): number | null {
  let best: number | null = null;
  let least = Infinity;
  let size = 0;
  for (const [at, column] of open.entries()) {
    const value = ratio(column);
    const coefficient = Math.abs(line[column] as number);
    if (value > least + 1e-9 || (value > least - 1e-9 && coefficient <= size)) continue;
    best = at;
    least = Math.min(value, least);
    size = coefficient;
  }
  return best;
}

function flip(simplex: Simplex, column: number): void {
  const before = nonbasicValue(simplex, column);
  simplex.atUpper[column] = simplex.atUpper[column] ? 0 : 1;
  move(simplex, column, nonbasicValue(simplex, column) - before);
}

/** Moves a nonbasic variable by `step`; the basic ones follow. */
function move({ table, values }: Simplex, column: number, step: number): void {
  for (let row = 0; row < table.length; row++) {
    values[row] = (values[row] as number) - ((table[row] as Float64Array)[column] as number) * step;
  }
}

/** Exchanges a basic and a nonbasic variable. */
function pivot(simplex: Simplex, { row, sign }: Leaving, column: number): void {
  const { table, values, basic, nonbasic, place, atUpper, width, box } = simplex;
  const line = table[row] as Float64Array;
  const leaving = basic[row] as number;
  const entering = nonbasic[column] as number;
  const start = nonbasicValue(simplex, column);
  const end = leaving >= width ? 0 : ((sign === 1 ? box.lower : box.upper)[leaving] as number);
  const step = ((values[row] as number) - end) / (line[column] as number);
  move(simplex, column, step);
  exchange(simplex, row, column);
  basic[row] = entering;
  nonbasic[column] = leaving;
  place[entering] = row;
  place[leaving] = -1 - column;
  atUpper[column] = sign === 1 ? 0 : 1;
  values[row] = start + step;
}

function exchange(simplex: Simplex, row: number, column: number): void {
  const { table, prices, width } = simplex;
  const line = table[row] as Float64Array;
  const inverse = 1 / (line[column] as number);
  const filled = scaleLine(line, column, inverse);
  let rows = 0;
  for (let other = 0; other < table.length; other++) {
    const target = table[other] as Float64Array;
    const factor = target[column] as number;
    if (other === row || factor === 0) continue;
    rows++;
    subtract(target, line, { filled, factor });
    target[column] = -factor * inverse;
  }
  const price = prices[column] as number;
  const constant = prices[width] as number;
  subtract(prices, line, { filled, factor: price });
  prices[width] = constant + price * (line[width] as number);
  prices[column] = -price * inverse;
  simplex.work += rows * filled.length + width;
}

/** Divides the pivot's row; gives the other places where it is not zero. */
function scaleLine(line: Float64Array, column: number, inverse: number): Int32Array {
  const filled = new Int32Array(line.length);
  let count = 0;
  for (let at = 0; at < line.length; at++) {
    const value = line[at] as number;
    if (value === 0 || at === column) continue;
    if (Math.abs(value) < 1e-12) line[at] = 0;
    else {
      line[at] = value * inverse;
      filled[count++] = at;
    }
  }
  line[column] = inverse;
  return filled.subarray(0, count);
}

/** Where much is filled, going through all of it is faster than picking. */
function subtract(target: Float64Array, line: Float64Array, what: { filled: Int32Array; factor: number }): void {
  const { filled, factor } = what;
  if (3 * filled.length > line.length) {
    for (let at = 0; at < line.length; at++) target[at] = (target[at] as number) - factor * (line[at] as number);
    return;
  }
  for (let i = 0; i < filled.length; i++) {
    const at = filled[i] as number;
    target[at] = (target[at] as number) - factor * (line[at] as number);
  }
}

/** Devex: estimates how much a unit of each row's violation is worth, so that the steepest of them is mended first. */
function reweigh({ table }: Simplex, norms: number[], row: number, column: number): void {
  const pivotal = (table[row] as Float64Array)[column] as number;
  const norm = (norms[row] as number) / (pivotal * pivotal);
  for (let other = 0; other < table.length; other++) {
    const factor = (table[other] as Float64Array)[column] as number;
    if (factor !== 0) norms[other] = Math.max(norms[other] as number, factor * factor * norm);
  }
  norms[row] = Math.max(norm, 1);
}
