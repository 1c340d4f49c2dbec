import { type Cover, gateRow, unitsOf } from './cover.ts';
import { type Choice, type Check, supported } from './cover-check.ts';
import type { Row } from './program.ts';

/**
 * Rows that every solution satisfies and this fraction of one does not. A gate that is taken by half can use no more than
 * half of each part; so what its scarcer parts have to make up is at least its need less all of the others.
 */
export function shareCuts(cover: Cover, values: Float64Array): Row[] {
  const rows: Row[] = [];
  for (let at = 1; at < cover.gates.length; at++) {
    const gate = cover.gates[at];
    const taken = values[cover.groups.length + at - 1] as number;
    if (gate === undefined || taken < 1e-6 || taken > 1 - 1e-6) continue;
    const scarce = gate.parts.filter(
      ({ column }) => (values[column] as number) < unitsOf(cover, column) * taken - 1e-9,
    );
    const weights = scarce.reduce((sum, { column, weight }) => sum + weight * unitsOf(cover, column), 0);
    const needed = gate.need - (gate.total - weights);
    const given = scarce.reduce(
      (sum, { column, weight }) => sum + Math.min(weight, needed) * (values[column] as number),
      0,
    );
    if (needed > 0 && given < needed * taken - 1e-4) rows.push(gateRow(cover, at, { parts: scarce, needed }));
  }
  return rows;
}

/**
 * A row against gates that hold each other up in a circle. Of the gates without support from elsewhere, one can hold only if
 * something outside them, which does not hold now, does. `values` are whole numbers.
 */
export function supportCut(check: Check, values: Float64Array): Row | null {
  const { cover } = check;
  const count = cover.groups.length;
  const holds = supported(check, values.slice(0, count) as Choice);
  const claimed = cover.gates.findIndex(
    (_, at) => !holds[at] && (at === 0 || (values[count + at - 1] as number) > 0.5),
  );
  if (claimed === -1) return null;
  const outside = new Set<number>();
  for (const [at, { parts }] of cover.gates.entries()) {
    if (holds[at]) continue;
    for (const { column } of parts) if (column < count && !((values[column] as number) > 0.5)) outside.add(column);
  }
  const columns = [...outside].sort((a, b) => a - b);
  return gateRow(cover, claimed, { parts: columns.map((column) => ({ column, weight: 1 })), needed: 1 });
}
