import { describe, expect, test } from 'vitest';
import { createGroundwork, keyNames } from '../../../src/authority/solver/groundwork.ts';
import { blocking, corruption } from '../../../src/authority/solver/solve.ts';
import type { Problem } from '../../../src/authority/solver/solve.ts';
import { after, type Authority } from '../../../src/model/authority.ts';
import { network } from '../../bench/network.ts';
import { bodiesOf } from './random-problem.ts';

describe('a search that is cut short', () => {
  // Fifty Safes over sixty keys, owned by twelve others each: far more entangled than anything on chain.
  const hard = network({ safes: 50, keys: 60, owners: 20, nested: 12 }, 2);

  test('says so, gives a bound that holds, and a set that works', () => {
    const exact = corruption(hard).at(-1);
    const short = corruption({ ...hard, work: 2_000_000 }).at(-1);
    expect(exact).toMatchObject({ exact: true });
    expect(short?.exact).toBe(false);
    expect(short?.alternatives).toBeUndefined();
    expect(short?.size).toBeLessThanOrEqual(exact?.size ?? 0);
    expect(short?.size).toBeGreaterThan(1);
    expect(worksFor(hard, short?.keys ?? [])).toBe(true);
  });

  test('gives the same answer every time', () => {
    expect(corruption({ ...hard, work: 5_000_000 })).toEqual(corruption({ ...hard, work: 5_000_000 }));
    expect(blocking({ ...hard, work: 1 }, 0)).toEqual(blocking({ ...hard, work: 1 }, 0));
  });
});

// The last is what the second of two searches lacks once the first is charged.
test.each([0, 4000, 400_000, 44_800_382])('with work for %i steps what was asked before changes nothing', (work) => {
  const problem = network({ safes: 12, keys: 60, owners: 14, nested: 3, root: { k: 2, of: 3 }, delay: 3600 }, 3);
  const groundwork = createGroundwork(keyNames([problem.authority], problem.bodies));
  // All of it, then a part of it, is known when it is asked with little work.
  const parts = ['safe1', 'safe2', 'safe3'].map((id): Authority => ({ kind: 'body', id }));
  corruption({ ...problem, groundwork, authority: { kind: 'threshold', k: 2, of: parts } });
  corruption({ ...problem, groundwork });
  for (const authority of [problem.authority, ...parts]) {
    const alone = { ...problem, authority, work };
    expect(corruption({ ...alone, groundwork })).toEqual(corruption(alone));
    expect(blocking({ ...alone, groundwork }, 0)).toEqual(blocking(alone, 0));
  }
});

describe('bodies that all own each other', () => {
  const names = Array.from({ length: 9 }, (_, at) => `body${at}`);
  const key = (at: number): Authority => ({ kind: 'key', id: `key${String(at).padStart(2, '0')}` });
  const four = (from: number): Authority => ({ kind: 'all', of: [0, 1, 2, 3].map((at) => key(from + at)) });
  const circle = (delay: (from: number, to: number) => number): Problem => {
    const authority = (from: number): Authority => {
      const others = names.map((id, to) => after(delay(from, to), { kind: 'body', id }));
      return { kind: 'any', of: [from === 8 ? after(1_000_000, key(8)) : four(from), ...others] };
    };
    return {
      authority: { kind: 'threshold', k: 2, of: names.slice(0, 3).map((id) => ({ kind: 'body', id })) },
      bodies: bodiesOf(Object.fromEntries(names.map((name, at) => [name, authority(at)]))),
      unresolved: 'hostile',
      provableBug: 'counts',
    };
  };

  test('at once or after one delay are solved exactly', () => {
    expect(corruption(circle(() => 0))).toMatchObject([
      { delaySeconds: 0, size: 4, exact: true },
      { delaySeconds: 1_000_000, size: 1, exact: true },
    ]);
    expect(
      blocking(
        circle(() => 0),
        0,
      ),
    ).toMatchObject({ size: 2, keys: ['key03', 'key07'], exact: true });
  });

  test('after more sums of delays than can be told apart get bounds that hold and sets that work', () => {
    const maze = circle((from, to) => 1009 * (1 << from) + 9176 * to * to + 7);
    const frontier = corruption({ ...maze, work: 200_000_000 });
    expect(frontier.map(({ exact }) => exact)).toContain(false);
    for (const [at, { size, keys, exact }] of frontier.entries()) {
      expect(worksFor(maze, keys)).toBe(true);
      expect(exact).toBe(size === keys.length);
      expect(size).toBeLessThan(frontier[at - 1]?.size ?? Infinity);
    }
  });
});

/** Whether these keys can act, when everybody else refuses. */
function worksFor(problem: Problem, keys: readonly string[]): boolean {
  const signing = bodiesOf(
    Object.fromEntries([...problem.bodies].map(([id, body]) => [id, onlyWith(body.authority, new Set(keys))])),
  );
  return corruption({ ...problem, bodies: signing, work: 1 }).length > 0;
}

function onlyWith(one: Authority, keys: ReadonlySet<string>): Authority {
  if (one.kind === 'key') return keys.has(one.id) ? { kind: 'anyone' } : { kind: 'nobody' };
  if (!('of' in one)) return one;
  const of = Array.isArray(one.of) ? one.of.map((part) => onlyWith(part, keys)) : onlyWith(one.of as Authority, keys);
  return { ...one, of } as Authority;
}
