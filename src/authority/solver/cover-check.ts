import { type Cover, unitsOf } from './cover.ts';

/** How many units of each group are taken. */
export type Choice = Float64Array;

/** Tells what a choice brings about; `uses` lists, for each column, the gates that it is a part of. */
export type Check = { readonly cover: Cover; readonly uses: readonly (readonly { gate: number; weight: number }[])[] };

/** Prepares a cover for many checks. */
export function createCheck(cover: Cover): Check {
  const uses: { gate: number; weight: number }[][] = [];
  for (let column = 0; column < cover.groups.length + cover.gates.length - 1; column++) uses.push([]);
  for (const [gate, { parts }] of cover.gates.entries()) {
    for (const { column, weight } of parts) uses[column]?.push({ gate, weight });
  }
  return { cover, uses };
}

/** Whether the choice reaches the aim. This reads the formula itself, not its linear program. */
export function achieves({ cover, uses }: Check, choice: Choice): boolean {
  if (cover.aim === 'satisfy') return supported({ cover, uses }, choice)[0] === 1;
  const needs = cover.gates.map(({ need, total }) => total - need + 1);
  const rest = choice.map((taken, group) => unitsOf(cover, group) - taken);
  return derive({ cover, uses }, rest, needs)[0] !== 1;
}

/** The gates that hold without supporting themselves, by number. */
export function supported({ cover, uses }: Check, choice: Choice): Uint8Array {
  return derive(
    { cover, uses },
    choice,
    cover.gates.map(({ need }) => need),
  );
}

function derive({ cover, uses }: Check, choice: Choice, missing: number[]): Uint8Array {
  const holds = new Uint8Array(cover.gates.length);
  const open: number[] = [];
  const count = (column: number, units: number) => {
    for (const { gate, weight } of uses[column] ?? []) {
      missing[gate] = (missing[gate] as number) - weight * units;
      if ((missing[gate] as number) > 0 || holds[gate]) continue;
      holds[gate] = 1;
      open.push(gate);
    }
  };
  for (const [group, units] of choice.entries()) if (units > 0) count(group, units);
  for (let gate = open.pop(); gate !== undefined; gate = open.pop()) {
    if (gate > 0) count(cover.groups.length + gate - 1, 1);
  }
  return holds;
}

/** What a choice costs. */
export function costOf({ groups }: Cover, choice: Choice): number {
  return groups.reduce((sum, { cost }, group) => sum + cost * (choice[group] as number), 0);
}

/**
 * Makes a choice that reaches the aim and none of whose units can be spared, as close to `wished` (units by group, in
 * fractions) as it goes: takes what is wished for most, then gives back what is wished for least.
 */
export function roundUp(check: Check, wished: Float64Array): Choice {
  const { groups } = check.cover;
  const units = groups.flatMap(({ cost, units: all }, group) =>
    all.map((_, at) => ({ group, wish: Math.min(1, (wished[group] as number) - at), cost })),
  );
  units.sort((a, b) => b.wish - a.wish || a.cost - b.cost || a.group - b.group);
  const take = (many: number) => {
    const choice = new Float64Array(groups.length);
    for (const { group } of units.slice(0, many)) choice[group] = (choice[group] as number) + 1;
    return choice;
  };
  let low = 0;
  for (let high = units.length; low < high;) {
    const middle = (low + high) >> 1;
    if (achieves(check, take(middle))) high = middle;
    else low = middle + 1;
  }
  const choice = take(low);
  for (const { group } of units.slice(0, low).toReversed()) {
    choice[group] = (choice[group] as number) - 1;
    if (!achieves(check, choice)) choice[group] = (choice[group] as number) + 1;
  }
  return choice;
}
