import { type Aim, type Gate, need } from './formula.ts';
import { compareMinima, type Minimum } from './minimum.ts';
import type { Program, Row } from './program.ts';
import type { Region } from './minimise.ts';
import type { Simple } from './simplify.ts';

/** Units that stand in exactly the same gates and cost the same: it only matters how many of them are taken. Best first. */
export type Group = { readonly cost: number; readonly units: readonly Minimum[] };

/** A child of a gate, by column; `weight` is what each of its units counts for. */
export type Part = { readonly column: number; readonly weight: number };

/** `need` is what has to be won of `total` for the aim. */
export type CoverGate = { readonly parts: readonly Part[]; readonly need: number; readonly total: number };

/**
 * Entangled thresholds as a covering problem. Columns: the groups, then the gates but the first, which is the root and has
 * to hold.
 */
export type Cover = {
  readonly aim: Aim;
  readonly groups: readonly Group[];
  readonly gates: readonly CoverGate[];
  /** Whether gates may support each other in a circle, which does not count as support. */
  readonly cyclic: boolean;
};

type Setting = { readonly aim: Aim; readonly priced: ReadonlyMap<number, Minimum> };

/** The covering problem of a region; `priced` says what each of its borders costs. */
export function coverOf(formula: Simple, region: Region, { aim, priced }: Setting): Cover {
  const gateOf = (node: number) => formula.gates[node - formula.leaves] as Gate;
  const [root, ...rest] = region.core;
  const mark = (node: number) => formula.mark[node] as number;
  const core = [root as number, ...rest.sort((a, b) => mark(a) - mark(b))];
  const members = groupBorders(formula, core, priced);
  const column = new Map<number, number>();
  for (const [group, { borders }] of members.entries()) for (const border of borders) column.set(border, group);
  for (const [at, node] of core.entries()) if (at > 0) column.set(node, members.length + at - 1);
  const gates = core.map((node): CoverGate => {
    const gate = gateOf(node);
    const counted = count(gate.of);
    const parts = new Map([...counted].map(([child, weight]) => [column.get(child) as number, weight]));
    return {
      parts: [...parts].map(([at, weight]) => ({ column: at, weight })).sort((a, b) => a.column - b.column),
      need: need(gate, aim),
      total: gate.of.length,
    };
  });
  return { aim, groups: members.map(({ cost, units }) => ({ cost, units })), gates, cyclic: formula.cyclic };
}

/** Cycles are cut by rows over single units, so that nothing is grouped where there are any. */
function groupBorders(formula: Simple, core: readonly number[], priced: ReadonlyMap<number, Minimum>) {
  const uses = new Map<number, string>();
  for (const [at, node] of core.entries()) {
    for (const [child, times] of count((formula.gates[node - formula.leaves] as Gate).of)) {
      if (priced.has(child)) uses.set(child, `${uses.get(child) ?? ''} ${at}*${times}`);
    }
  }
  const groups = new Map<string, number[]>();
  for (const [border, text] of uses) {
    const name = `${priced.get(border)?.size}:${formula.cyclic ? border : text}`;
    const members = groups.get(name);
    if (members) members.push(border);
    else groups.set(name, [border]);
  }
  const minimum = (border: number) => priced.get(border) as Minimum;
  const sorted = [...groups.values()].map((borders) => borders.sort((a, b) => compareMinima(minimum(a), minimum(b))));
  sorted.sort((a, b) => compareMinima(minimum(a[0] as number), minimum(b[0] as number)));
  return sorted.map((borders) => ({ borders, units: borders.map(minimum), cost: minimum(borders[0] as number).size }));
}

function count(numbers: readonly number[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const one of numbers) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}

/** How many units a column has. */
export function unitsOf({ groups }: Cover, column: number): number {
  return groups[column]?.units.length ?? 1;
}

/** The covering problem as a linear program: every gate that is taken needs its parts, and the root is taken. */
export function programOf(cover: Cover): Program {
  const { groups, gates } = cover;
  const costs = [...groups.map(({ cost }) => cost), ...gates.slice(1).map(() => 0)];
  return { costs, rows: gates.flatMap((_, at) => rowsOf(cover, at)) };
}

/** A gate that needs all of its parts needs each of them, which says more than that it needs their sum. */
function rowsOf(cover: Cover, at: number): Row[] {
  const { parts, need: needed, total } = cover.gates[at] as CoverGate;
  if (needed === total)
    return parts.map((part) =>
      gateRow(cover, at, { parts: [{ ...part, weight: 1 }], needed: unitsOf(cover, part.column) }),
    );
  return [gateRow(cover, at, { parts, needed })];
}

/** “If gate `at` is taken, these parts make up `needed`.” */
export function gateRow({ groups }: Cover, at: number, what: { parts: readonly Part[]; needed: number }): Row {
  const columns = what.parts.map(({ column }) => column);
  const weights = what.parts.map(({ weight }) => Math.min(weight, what.needed));
  if (at === 0) return { columns, weights, atLeast: what.needed };
  return { columns: [...columns, groups.length + at - 1], weights: [...weights, -what.needed], atLeast: 0 };
}
