import type { Box, Program } from './program.ts';

/** How far below zero a sum in whole numbers may start; doubles are exact up to 2^53. */
const largest = 2 ** 52;
const scale = 2 ** 24;

/** No solution inside the box costs less than `least`. `priced` is what a step of each column adds, times `scale`. */
export type Bound = { readonly least: number; readonly total: number; readonly priced: Float64Array };

/**
 * The Lagrangian bound for the given multipliers of the rows (at least 0). Whoever made the multipliers may err: any of them
 * give a valid bound, and the sum is made in whole numbers, so that no rounding can raise it.
 */
export function provenBound({ costs, rows }: Program, box: Box, multipliers: Float64Array): Bound | null {
  const priced = Float64Array.from(costs, (cost) => cost * scale);
  let total = 0;
  let size = 0;
  for (const [at, row] of rows.entries()) {
    const multiplier = Math.round((multipliers[at] ?? 0) * scale);
    if (!(multiplier > 0)) continue;
    const { columns, weights } = row;
    size += multiplier * Math.abs(row.atLeast);
    total += multiplier * row.atLeast;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as number;
      const product = multiplier * (weights[i] as number);
      priced[column] = (priced[column] as number) - product;
      size += Math.abs(product);
    }
  }
  if (!(size < largest)) return null;
  for (let column = 0; column < priced.length; column++) {
    const price = priced[column] as number;
    const term = price * ((price > 0 ? box.lower[column] : box.upper[column]) as number);
    size += Math.abs(term);
    total += term;
  }
  return size < largest ? { least: Math.ceil(total / scale), total, priced } : null;
}

/** Whether the multipliers of a ray prove that the box holds no solution: with all costs at zero the bound is above zero. */
export function provesEmpty(program: Program, box: Box, ray: Float64Array): boolean {
  const free = { rows: program.rows, costs: program.costs.map(() => 0) };
  const bound = provenBound(free, box, ray);
  return bound !== null && bound.total > 0;
}

/** Narrows the box to what can still cost less than `below`. */
export function fixByPrice({ total, priced }: Bound, box: Box, below: number): void {
  const slack = (below - 1) * scale - total;
  for (let column = 0; column < priced.length; column++) {
    const price = Math.abs(priced[column] as number);
    const low = box.lower[column] as number;
    const high = box.upper[column] as number;
    if (price * (high - low) <= slack) continue;
    let steps = Math.floor(slack / price);
    if (price * steps > slack) steps--;
    if ((priced[column] as number) > 0) box.upper[column] = low + steps;
    else box.lower[column] = high - steps;
  }
}
