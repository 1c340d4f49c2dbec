import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blocking,
  corruption,
  fastest,
  fewestKeys,
  frontierWithout,
  type Problem,
} from '../../../src/authority/solver/solve.ts';
import { bruteForce, type Oracle } from './brute-force.ts';
import { randomProblem, type Size } from './random-problem.ts';

const sizes: readonly { size: Size; runs: number }[] = [
  { size: { keys: 5, bodies: 2, width: 3 }, runs: 2000 },
  { size: { keys: 7, bodies: 4, width: 4 }, runs: 500 },
];

describe.each(sizes)('random authorities over $size.keys keys and $size.bodies bodies', ({ size, runs }) => {
  const holds = (property: (problem: Problem, oracle: Oracle) => void) =>
    fc.assert(
      fc.property(randomProblem(size), (problem) => property(problem, bruteForce(problem))),
      { numRuns: runs },
    );

  test('the frontier is what trying every set of keys gives', () => {
    holds((problem, oracle) => check(corruption(problem), oracle, []));
  });
});

function check(frontier: ReturnType<typeof corruption>, oracle: Oracle, without: readonly string[]) {
  const expected = oracle.frontier(without);
  expect(frontier.map(({ delaySeconds, size }) => ({ delaySeconds, size }))).toEqual(
    expected.map(({ delaySeconds, size }) => ({ delaySeconds, size })),
  );
  for (const [at, point] of frontier.entries()) {
    expect(point.exact).toBe(true);
    expect(point.keys).toHaveLength(point.size);
    expect(oracle.delay(point.keys, without)).toBe(point.delaySeconds);
    if (point.alternatives !== undefined) expect(point.alternatives).toBe(expected[at]?.alternatives);
  }
}
void [blocking, fastest, fewestKeys, frontierWithout];
