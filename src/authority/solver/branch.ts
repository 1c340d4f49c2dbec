import type { Cover } from './cover.ts';
import { type Box, copyBox } from './program.ts';

/** Splits a box at the column that is furthest from whole; gates before groups. Nothing if the box holds one choice only. */
export function branch(cover: Cover, box: Box, values: Float64Array): Box[] {
  const column = undecided(cover, box, values);
  if (column === null) return [];
  const low = box.lower[column] as number;
  const high = box.upper[column] as number;
  const value = values[column] as number;
  const middle = value > low ? Math.min(Math.floor(value), high - 1) : low;
  const [below, above] = [copyBox(box), copyBox(box)];
  below.upper[column] = middle;
  above.lower[column] = middle + 1;
  return value - middle > 0.5 ? [below, above] : [above, below];
}

function undecided(cover: Cover, box: Box, values: Float64Array): number | null {
  const groups = cover.groups.length;
  const isOpen = (column: number) => (box.lower[column] as number) < (box.upper[column] as number);
  const columns = [...values.keys()].filter(isOpen);
  const gap = (column: number) => Math.abs((values[column] as number) - Math.round(values[column] as number));
  const furthest = (some: readonly number[]) =>
    some.reduce<number | null>((a, b) => (a !== null && gap(a) >= gap(b) ? a : b), null);
  const gate = furthest(columns.filter((column) => column >= groups));
  if (gate !== null && gap(gate) > 1e-6) return gate;
  const group = furthest(columns.filter((column) => column < groups));
  if (group !== null && gap(group) > 1e-6) return group;
  return gate ?? group;
}
