/** What every solution satisfies: Σ weight · variable ≥ atLeast, in whole numbers. */
export type Row = {
  readonly columns: readonly number[];
  readonly weights: readonly number[];
  readonly atLeast: number;
};

/** Whole variables between bounds, rows that bind them and a cost to be made small. Rows may be added, never taken away. */
export type Program = { readonly costs: readonly number[]; readonly rows: Row[] };

/** The values that are still open, by column, both ends included. */
export type Box = { readonly lower: Float64Array; readonly upper: Float64Array };

/** A copy that may be narrowed. */
export function copyBox({ lower, upper }: Box): Box {
  return { lower: lower.slice(), upper: upper.slice() };
}

/** Narrows a box to what each row leaves open by itself. False when nothing is left. */
export function propagate({ rows }: Program, box: Box): boolean {
  for (let changed = true; changed;) {
    changed = false;
    for (const row of rows) {
      const slack = most(row, box) - row.atLeast;
      if (slack < 0) return false;
      if (tighten(row, box, slack)) changed = true;
    }
  }
  return true;
}

function most({ columns, weights }: Row, { lower, upper }: Box): number {
  let sum = 0;
  for (let at = 0; at < columns.length; at++) {
    const weight = weights[at] as number;
    const column = columns[at] as number;
    sum += weight * ((weight > 0 ? upper[column] : lower[column]) as number);
  }
  return sum;
}

function tighten({ columns, weights }: Row, { lower, upper }: Box, slack: number): boolean {
  let changed = false;
  for (let at = 0; at < columns.length; at++) {
    const weight = weights[at] as number;
    const column = columns[at] as number;
    const low = lower[column] as number;
    const high = upper[column] as number;
    if (Math.abs(weight) * (high - low) <= slack) continue;
    changed = true;
    if (weight > 0) lower[column] = high - Math.floor(slack / weight);
    else upper[column] = low + Math.floor(slack / -weight);
  }
  return changed;
}

/** Whether these values, which may be fractions, keep all rows and stay in the box, but for a hair. */
export function holdsIn({ rows }: Program, { lower, upper }: Box, values: Float64Array): boolean {
  const inside = values.every(
    (value, at) => value > (lower[at] as number) - 1e-4 && value < (upper[at] as number) + 1e-4,
  );
  return (
    inside &&
    rows.every(({ columns, weights, atLeast }) => {
      return (
        columns.reduce((sum, column, at) => sum + (weights[at] as number) * (values[column] as number), 0) >
        atLeast - 1e-3
      );
    })
  );
}
