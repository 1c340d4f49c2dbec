import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fewestKeys, type Problem } from '../../src/authority/solver/solve.ts';
import { randomNetwork, randomProblem } from '../authority/solver/random-problem.ts';
import { instances } from './instances.ts';
import { isWrong, type Line } from './line.ts';
import { createPlainIlp } from './plain-ilp.ts';

let plain: Awaited<ReturnType<typeof createPlainIlp>>;
beforeAll(async () => {
  plain = await createPlainIlp();
});

const agree = (problem: Problem) => plain(problem) === (fewestKeys(problem, Infinity)?.size ?? null);

describe('the plain ILP and the solver agree on the fewest keys', () => {
  test('of the smallest instances', () => {
    for (const { problem } of instances.slice(0, 2)) expect(agree(problem)).toBe(true);
  });

  test('of random authorities, with everything that there is in them', () => {
    fc.assert(fc.property(randomProblem({ keys: 8, bodies: 4, width: 4 }), agree), { numRuns: 100 });
  });

  test('of random networks whose Safes own each other', () => {
    fc.assert(fc.property(randomNetwork({ keys: 10, bodies: 5, width: 5 }), agree), { numRuns: 50 });
  });
});

test('a line is wrong when it is slow, only a bound, or answered otherwise', () => {
  const pairs = [{ ours: 3, plain: 3 }];
  const line: Line = { name: '', bodies: 1, keys: 5, exactMs: 9, limitMs: 10, plainMs: 99, bound: false, pairs };
  expect(isWrong(line)).toBe(false);
  expect(isWrong({ ...line, pairs: [{ ours: 3, plain: 'given up' }] })).toBe(false);
  expect(isWrong({ ...line, exactMs: 11 })).toBe(true);
  expect(isWrong({ ...line, bound: true })).toBe(true);
  expect(isWrong({ ...line, pairs: [...pairs, { ours: 3, plain: 2 }] })).toBe(true);
  expect(isWrong({ ...line, pairs: [{ ours: null, plain: 2 }] })).toBe(true);
});
