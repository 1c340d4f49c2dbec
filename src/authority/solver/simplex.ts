import type { Box, Program, Row } from './program.ts';

/**
 * A dense tableau of the simplex method with bounded variables: x(basic) + T · x(nonbasic) = constant. The columns come
 * first, then one slack for each row. It only ever proposes: what it says is checked elsewhere in whole numbers.
 */
export type Simplex = {
  readonly program: Program;
  readonly width: number;
  /** By row: the coefficients of the nonbasic variables, then the constant. */
  readonly table: Float64Array[];
  /** The reduced costs of the nonbasic variables, then the constant. */
  readonly prices: Float64Array;
  readonly basic: number[];
  readonly nonbasic: Int32Array;
  /** Where a variable is: its row, or -1 - its place among the nonbasic. */
  readonly place: number[];
  readonly atUpper: Uint8Array;
  /** By row: the value of its basic variable. */
  readonly values: number[];
  box: Box;
  /** Elementary steps so far. */
  work: number;
};

/** A tableau with all slacks basic. Costs are nudged by a hair, so that equal ones do not make it run in circles. */
export function createSimplex(program: Program, box: Box): Simplex {
  const width = program.costs.length;
  const nudged = program.costs.map((cost, at) => cost + 1e-6 * (1 + ((at * 7919) % 1009) / 1009));
  const simplex: Simplex = {
    program,
    width,
    table: [],
    prices: Float64Array.from([...nudged, 0]),
    basic: [],
    nonbasic: Int32Array.from(program.costs.keys()),
    place: program.costs.map((_, at) => -1 - at),
    atUpper: new Uint8Array(width),
    values: [],
    box,
    work: 0,
  };
  for (const row of program.rows) addRow(simplex, row);
  return simplex;
}

/** Adds the slack of one more row, in terms of the variables that are nonbasic now. */
export function addRow(simplex: Simplex, row: Row): void {
  const { width, place, table } = simplex;
  const line = new Float64Array(width + 1);
  line[width] = -row.atLeast;
  for (const [at, column] of row.columns.entries()) {
    const weight = row.weights[at] as number;
    const where = place[column] as number;
    if (where < 0) line[-1 - where] = (line[-1 - where] as number) - weight;
    else addLine(line, table[where] as Float64Array, weight);
  }
  place.push(table.length);
  simplex.basic.push(width + table.length);
  simplex.values.push(0);
  table.push(line);
}

function addLine(line: Float64Array, other: Float64Array, weight: number): void {
  for (let at = 0; at < line.length; at++) line[at] = (line[at] as number) + weight * (other[at] as number);
}

/** Puts each nonbasic variable to the end of its box where it is cheapest, and works out the others. */
export function placeIn(simplex: Simplex, box: Box): void {
  simplex.box = box;
  const { width, table, values, prices, atUpper } = simplex;
  const at = new Float64Array(width);
  for (let column = 0; column < width; column++) {
    const price = prices[column] as number;
    if (isSlack(simplex, column) || price > 1e-9) atUpper[column] = 0;
    else if (price < -1e-9) atUpper[column] = 1;
    at[column] = nonbasicValue(simplex, column);
  }
  for (const [row, line] of table.entries()) {
    let value = line[width] as number;
    for (let column = 0; column < width; column++) value -= (line[column] as number) * (at[column] as number);
    values[row] = value;
  }
  simplex.work += table.length * width;
}

function isSlack({ nonbasic, width }: Simplex, column: number): boolean {
  return (nonbasic[column] as number) >= width;
}

/** The value of the nonbasic variable in this column of the tableau. */
export function nonbasicValue(simplex: Simplex, column: number): number {
  if (isSlack(simplex, column)) return 0;
  const { box, atUpper, nonbasic } = simplex;
  return (atUpper[column] ? box.upper : box.lower)[nonbasic[column] as number] as number;
}

/** How far a variable may move at all; slacks have no upper end. */
export function range({ width, box }: Simplex, variable: number): number {
  return variable >= width ? Infinity : (box.upper[variable] as number) - (box.lower[variable] as number);
}

/** The values of the columns, by column of the program. */
export function solution(simplex: Simplex): Float64Array {
  const { width, place, values } = simplex;
  return Float64Array.from({ length: width }, (_, variable) => {
    const where = place[variable] as number;
    return where < 0 ? nonbasicValue(simplex, -1 - where) : (values[where] as number);
  });
}

/** What each row's slack is worth, by row of the program: the multipliers of the Lagrangian bound. */
export function multipliers(simplex: Simplex): Float64Array {
  return slackPart(simplex, (column) => simplex.prices[column] as number);
}

/** The multipliers that should prove the box empty, from a row that no nonbasic variable can mend. */
export function emptiness(simplex: Simplex, row: number): Float64Array {
  const line = simplex.table[row] as Float64Array;
  const variable = simplex.basic[row] as number;
  const sign = isBelow(simplex, row) ? 1 : -1;
  const ray = slackPart(simplex, (column) => sign * (line[column] as number));
  if (variable >= simplex.width) ray[variable - simplex.width] = 1;
  return ray;
}

/** Whether the basic variable of a row is under its lower bound. */
function isBelow({ basic, values, width, box }: Simplex, row: number): boolean {
  const variable = basic[row] as number;
  return (values[row] as number) < (variable >= width ? 0 : (box.lower[variable] as number)) - 1e-7;
}

function slackPart({ program, place, width }: Simplex, of: (column: number) => number): Float64Array {
  return Float64Array.from(program.rows, (_, row) => {
    const where = place[width + row] as number;
    return where < 0 ? Math.max(0, of(-1 - where)) : 0;
  });
}

/** Takes away the rows from `first` on that the present solution keeps with room to spare; their slacks are basic. */
export function dropSlackRows(simplex: Simplex, first: number): void {
  const { program, width, table, basic, nonbasic, place, values } = simplex;
  const isSpare = (row: number) => {
    const at = place[width + row] as number;
    return row >= first && at >= 0 && (values[at] as number) > 1e-6;
  };
  const number = new Map<number, number>();
  for (let row = 0; row < program.rows.length; row++) if (!isSpare(row)) number.set(width + row, width + number.size);
  const lines = [...table.keys()].filter((at) => (basic[at] as number) < width || number.has(basic[at] as number));
  const rows = program.rows.filter((_, row) => number.has(width + row));
  const rename = (variable: number) => (variable < width ? variable : (number.get(variable) as number));
  replace(
    table,
    lines.map((at) => table[at] as Float64Array),
  );
  replace(
    values,
    lines.map((at) => values[at] as number),
  );
  replace(
    basic,
    lines.map((at) => rename(basic[at] as number)),
  );
  replace(program.rows, rows);
  for (const [column, variable] of nonbasic.entries()) nonbasic[column] = rename(variable);
  place.length = width + rows.length;
  for (const [at, variable] of basic.entries()) place[variable] = at;
  for (const [column, variable] of nonbasic.entries()) place[variable] = -1 - column;
}

/** Turns columns that have only one value left, now and in all that follows, into part of the constant. */
export function retire(simplex: Simplex, { lower, upper }: Box): void {
  const { table, prices, nonbasic, width } = simplex;
  for (let column = 0; column < width; column++) {
    const variable = nonbasic[column] as number;
    if (variable >= width || lower[variable] !== upper[variable]) continue;
    const value = lower[variable] as number;
    for (const line of table) {
      line[width] = (line[width] as number) - (line[column] as number) * value;
      line[column] = 0;
    }
    prices[width] = (prices[width] as number) + (prices[column] as number) * value;
    prices[column] = 0;
  }
}

function replace<T>(list: T[], by: readonly T[]): void {
  list.length = 0;
  for (const one of by) list.push(one);
}
