import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixByPrice, provenBound, provesEmpty } from '../../../src/authority/solver/bound.ts';
import { branch } from '../../../src/authority/solver/branch.ts';
import { type Cover, programOf, unitsOf } from '../../../src/authority/solver/cover.ts';
import { achieves, costOf, createCheck } from '../../../src/authority/solver/cover-check.ts';
import { everyCover } from '../../../src/authority/solver/every-cover.ts';
import type { Minimum } from '../../../src/authority/solver/minimum.ts';
import { type Box, copyBox, type Program, propagate } from '../../../src/authority/solver/program.ts';
import { cheapestCover } from '../../../src/authority/solver/search.ts';

describe('the search', () => {
  test('finds what trying every choice finds, for both aims, with and without circles', () => {
    const equal = fc.property(randomCover(), (cover) => {
      const expected = everyCover(cover, Infinity);
      fc.pre(expected !== null && expected.size > 0);
      const found = cheapestCover(cover, { left: Infinity });
      expect(found.least).toBe(expected?.size);
      expect(costOf(cover, found.chosen)).toBe(expected?.size);
      expect(achieves(createCheck(cover), found.chosen)).toBe(true);
    });
    fc.assert(equal, { numRuns: 1500 });
  });

  test('says of a search that is cut short how much every choice costs at least, and gives one that works', () => {
    const short = fc.property(randomCover(), (cover) => {
      const expected = everyCover(cover, Infinity);
      fc.pre(expected !== null && expected.size > 0);
      const found = cheapestCover(cover, { left: 0 });
      expect(found.least).toBeLessThanOrEqual(expected?.size ?? 0);
      expect(found.least).toBeGreaterThan(0);
      expect(achieves(createCheck(cover), found.chosen)).toBe(true);
    });
    fc.assert(short, { numRuns: 300 });
  });
});

describe('whatever the simplex method says', () => {
  const real = fc.oneof(
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.constantFrom(NaN, Infinity, -Infinity, -1, 1e300, 1e-300),
  );
  const inputs = fc.record({
    cover: randomCover(),
    guesses: fc.array(real, { minLength: 60, maxLength: 60 }),
    below: fc.integer({ min: 1, max: 12 }),
  });

  test('the bound it leads to is below every solution, and no cheaper solution is priced out', () => {
    const sound = fc.property(inputs, ({ cover, guesses, below }) => {
      const { program, box } = relaxed(cover);
      const multipliers = Float64Array.from(guesses);
      const solutions = allSolutions(program, box);
      const bound = provenBound(program, box, multipliers);
      if (bound === null) return;
      for (const values of solutions) expect(priceOf(program, values)).toBeGreaterThanOrEqual(bound.least);
      const fixed = copyBox(box);
      fixByPrice(bound, fixed, below);
      for (const values of solutions) if (priceOf(program, values) < below) expect(isIn(fixed, values)).toBe(true);
    });
    fc.assert(sound, { numRuns: 300 });
  });

  test('a box with a solution is never proved empty, and narrowing loses none', () => {
    const sound = fc.property(inputs, ({ cover, guesses }) => {
      const { program, box } = relaxed(cover);
      const solutions = allSolutions(program, box);
      const narrow = copyBox(box);
      expect(propagate(program, narrow) || solutions.length === 0).toBe(true);
      for (const values of solutions) expect(isIn(narrow, values)).toBe(true);
      if (solutions.length > 0) expect(provesEmpty(program, box, Float64Array.from(guesses))).toBe(false);
    });
    fc.assert(sound, { numRuns: 300 });
  });

  test('the two halves of a box hold all of it and nothing twice', () => {
    const halved = fc.property(inputs, ({ cover, guesses }) => {
      const { box } = relaxed(cover);
      const halves = branch(
        cover,
        box,
        Float64Array.from(box.lower, (_, at) => guesses[at] as number),
      );
      expect(halves).toHaveLength(2);
      expect(halves.map(volume).every((one) => one > 0)).toBe(true);
      expect(halves.map(volume).reduce((a, b) => a + b)).toBe(volume(box));
    });
    fc.assert(halved, { numRuns: 300 });
  });
});

/** Up to 4 groups of up to 3 units and up to 4 gates, any of which may refer to any other but the root if there are circles. */
function randomCover(): fc.Arbitrary<Cover> {
  const shape = fc.record({
    aim: fc.constantFrom('satisfy' as const, 'block' as const),
    groups: fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })), {
      minLength: 1,
      maxLength: 5,
    }),
    gates: fc.array(fc.tuple(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 5 }), fc.nat({ max: 9 })), {
      minLength: 1,
      maxLength: 4,
    }),
    cyclic: fc.boolean(),
  });
  return shape.map(({ aim, groups, gates, cyclic }) => {
    let leaf = 0;
    const minimum = (cost: number): Minimum => ({
      size: cost,
      leaves: Array.from({ length: cost }, () => leaf++),
      count: 1,
    });
    const made = groups.map(([cost, units]) => ({
      cost,
      units: Array.from({ length: cyclic ? 1 : units }, () => minimum(cost)),
    }));
    const cover = { aim, groups: made, gates: [], cyclic };
    const last = made.length + gates.length - 2;
    return { ...cover, gates: gates.map(([parts, k], at) => gateOf(cover, { parts, k, at, last })) };
  });
}

type Draft = { readonly parts: readonly number[]; readonly k: number; readonly at: number; readonly last: number };

function gateOf(cover: Cover, { parts, k, at, last }: Draft): Cover['gates'][number] {
  const isAllowed = (column: number) =>
    column < cover.groups.length || cover.cyclic || column >= cover.groups.length + at;
  const columns = new Map<number, number>();
  for (const part of parts) {
    const column = part % (last + 1);
    const allowed = isAllowed(column) ? column : part % cover.groups.length;
    columns.set(allowed, (columns.get(allowed) ?? 0) + 1);
  }
  const weighed = [...columns].map(([column, weight]) => ({ column, weight }));
  const total = weighed.reduce((sum, { column, weight }) => sum + weight * unitsOf(cover, column), 0);
  return { parts: weighed.sort((a, b) => a.column - b.column), need: 1 + (k % total), total };
}

function relaxed(cover: Cover): { program: Program; box: Box } {
  const program = programOf(cover);
  const upper = Float64Array.from(program.costs, (_, column) => unitsOf(cover, column));
  return { program, box: { lower: new Float64Array(upper.length), upper } };
}

function allSolutions({ rows }: Program, { lower, upper }: Box): number[][] {
  let found: number[][] = [[]];
  for (const [at, low] of lower.entries()) {
    const steps = Array.from({ length: (upper[at] as number) - low + 1 }, (_, step) => low + step);
    found = found.flatMap((values) => steps.map((value) => [...values, value]));
  }
  return found.filter((values) => {
    return rows.every(({ columns, weights, atLeast }) => {
      const sum = columns.reduce(
        (total, column, at) => total + (weights[at] as number) * (values[column] as number),
        0,
      );
      return sum >= atLeast;
    });
  });
}

function priceOf({ costs }: Program, values: readonly number[]): number {
  return costs.reduce((sum, cost, at) => sum + cost * (values[at] as number), 0);
}

function isIn({ lower, upper }: Box, values: readonly number[]): boolean {
  return values.every((value, at) => value >= (lower[at] as number) && value <= (upper[at] as number));
}

function volume({ lower, upper }: Box): number {
  return lower.reduce((product, low, at) => product * ((upper[at] as number) - low + 1), 1);
}
