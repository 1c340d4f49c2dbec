import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGroundwork, keyNames } from '../../../src/authority/solver/groundwork.ts';
import {
  blocking,
  corruption,
  fastest,
  fastestAlone,
  fewestKeys,
  frontierWithout,
} from '../../../src/authority/solver/solve.ts';
import type { Problem } from '../../../src/authority/solver/solve.ts';
import type { Quorum } from '../../../src/model/authority.ts';
import type { Frontier } from '../../../src/model/coalition.ts';
import { bruteForce, type Oracle } from './brute-force.ts';
import { randomNetwork, randomProblem } from './random-problem.ts';

const kinds = [
  { name: 'anything over 5 keys', problems: randomProblem({ keys: 5, bodies: 2, width: 3 }), runs: 700 },
  { name: 'anything over 8 keys', problems: randomProblem({ keys: 8, bodies: 4, width: 5 }), runs: 80 },
  { name: 'Safes over 6 keys', problems: randomNetwork({ keys: 6, bodies: 3, width: 5 }), runs: 500 },
  { name: 'Safes over 9 keys', problems: randomNetwork({ keys: 9, bodies: 5, width: 7 }), runs: 60 },
  { name: 'Safes over 14 keys', problems: randomNetwork({ keys: 14, bodies: 5, width: 9 }), runs: 3 },
];

/** No set of the names in a random problem is larger, unless it has this many unresolved parts. */
const mostKeys = 14;

describe.each(kinds)('against every set of keys: $name', ({ problems, runs }) => {
  const holds = (property: (problem: Problem, oracle: Oracle) => void) => {
    const tried = fc.property(problems, (problem) => {
      const oracle = bruteForce(problem);
      fc.pre(oracle.keys.length <= mostKeys);
      property(problem, oracle);
    });
    fc.assert(tried, { numRuns: runs });
  };

  test('corruption: the fewest keys for every delay, examples that work, and how many there are', () => {
    holds((problem, oracle) => {
      expectFrontier(corruption(problem), oracle, []);
      const expected = oracle.frontier().findLast(({ delaySeconds }) => delaySeconds <= 2);
      const found = fewestKeys(problem, 2);
      expect(found && [found.size, found.delaySeconds]).toEqual(
        expected ? [expected.size, expected.delaySeconds] : null,
      );
    });
  });

  test('without: the fastest and the fewest when bodies take no part', () => {
    holds((problem, oracle) => {
      for (const absent of [[], [quorum('body0', 1)], [quorum('body1', 2), quorum('council', 1)]]) {
        const frontier = oracle.frontier({ absent });
        expect(fastest(problem, absent)).toBe(frontier[0]?.delaySeconds ?? null);
        expectFrontier(frontierWithout(problem, absent), oracle, absent);
      }
    });
  });

  test('alone: the fastest when the signers of one body sign and nobody else does anything', () => {
    holds((problem, oracle) => {
      for (const alone of ['body0', 'council']) {
        const time = oracle.delay([], { alone });
        expect(fastestAlone(problem, alone)).toBe(time === Infinity ? null : time);
      }
    });
  });

  test('on one groundwork: what was asked before changes no answer', () => {
    const kinds = ['hostile', 'free', 'inert'] as const;
    const tried = fc.property(problems, problems, (one, other) => {
      const groundwork = createGroundwork(keyNames([one.authority], one.bodies, one.entities));
      // Another authority over the same bodies has been there; where its keys are not among them it stands by itself.
      corruption({ ...one, authority: other.authority, groundwork });
      for (const unresolved of kinds) {
        const alone = { ...one, unresolved };
        const shared = { ...alone, groundwork };
        expect(corruption(shared)).toEqual(corruption(alone));
        expect(blocking(shared, 2)).toEqual(blocking(alone, 2));
        for (const work of [1, 300, 3000])
          expect(corruption({ ...shared, work })).toEqual(corruption({ ...alone, work }));
        expect(fastest(shared, [quorum('council', 1)])).toBe(fastest(alone, [quorum('council', 1)]));
      }
    });
    fc.assert(tried, { numRuns: Math.ceil(runs / 4) });
  });

  test('blocking: the fewest keys whose refusal leaves nobody who is fast enough', () => {
    holds((problem, oracle) => {
      for (const within of [0, 2, Infinity]) {
        const [found, expected] = [blocking(problem, within), oracle.blocking(within)];
        expect(found?.size).toBe(expected?.size);
        if (found === null) continue;
        expect(found.exact && found.keys.length === found.size).toBe(true);
        const rest = oracle.delay(oracle.keys.filter((key) => !found.keys.includes(key)));
        expect(rest > within || rest === Infinity).toBe(true);
        if (found.alternatives !== undefined) expect(found.alternatives).toBe(expected?.alternatives);
      }
    });
  });
});

const quorum = (id: string, k: number): Quorum => ({ id, k });

function expectFrontier(frontier: Frontier, oracle: Oracle, absent: readonly Quorum[]): void {
  const expected = oracle.frontier({ absent });
  expect(frontier.map(({ delaySeconds, size }) => [delaySeconds, size])).toEqual(
    expected.map(({ delaySeconds, size }) => [delaySeconds, size]),
  );
  for (const [at, point] of frontier.entries()) {
    expect(point.exact).toBe(true);
    expect(point.keys).toHaveLength(point.size);
    expect(oracle.delay(point.keys, { absent })).toBe(point.delaySeconds);
    if (point.alternatives !== undefined) expect(point.alternatives).toBe(expected[at]?.alternatives);
  }
}
