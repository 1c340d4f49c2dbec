import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocking, corruption, type Problem } from '../../../src/authority/solver/solve.ts';
import type { Authority, Bodies } from '../../../src/model/authority.ts';
import type { Frontier } from '../../../src/model/coalition.ts';
import { bodiesOf, randomNetwork, randomProblem } from './random-problem.ts';

// Larger than what can be tried set by set.
const problems = fc.oneof(
  randomNetwork({ keys: 20, bodies: 6, width: 8 }),
  randomProblem({ keys: 12, bodies: 4, width: 5 }),
);

describe('whoever gains a way never needs more keys or time', () => {
  holds('another owner path beside the root', fc.tuple(problems, problems), ([weak, other]) => {
    const authority: Authority = { kind: 'any', of: [weak.authority, other.authority] };
    return { less: weak, more: { ...weak, authority } };
  });

  holds('another member of every quorum', problems, (problem) => {
    const member: Authority = { kind: 'key', id: 'newcomer' };
    const more = changed(problem, (one) => (one.kind === 'threshold' ? { ...one, of: [...one.of, member] } : one));
    return { less: problem, more };
  });

  holds('lower thresholds', problems, (problem) => {
    const more = changed(problem, (one) => (one.kind === 'threshold' && one.k > 1 ? { ...one, k: one.k - 1 } : one));
    return { less: problem, more };
  });

  holds('shorter delays', problems, (problem) => {
    const more = changed(problem, (one) => (one.kind === 'after' ? { ...one, seconds: one.seconds / 2 } : one));
    return { less: problem, more };
  });

  holds('keys that belong to one organisation', problems, (problem) => {
    const entities = new Map(['key0', 'key1', 'key2', 'key3'].map((key) => [key, 'one organisation']));
    return { less: { ...problem, entities: new Map() }, more: { ...problem, entities } };
  });

  holds('what is unresolved turns out hostile', problems, (problem) => {
    return { less: { ...problem, unresolved: 'inert' }, more: { ...problem, unresolved: 'hostile' } };
  });

  holds('what is unresolved turns out to be keys that sign anyway', problems, (problem) => {
    return { less: { ...problem, unresolved: 'hostile' }, more: { ...problem, unresolved: 'free' } };
  });

  holds('bugs that are proved count', problems, (problem) => {
    return { less: { ...problem, provableBug: 'aside' }, more: { ...problem, provableBug: 'counts' } };
  });
});

test('a delay before everything shifts the frontier and changes nothing else', () => {
  const shifts = fc.property(problems, (problem) => {
    const later: Problem = { ...problem, authority: { kind: 'after', seconds: 100, of: problem.authority } };
    const shape = (frontier: Frontier, by: number) =>
      frontier.map((one) => [one.delaySeconds + by, one.size, one.keys]);
    expect(shape(corruption(later), 0)).toEqual(shape(corruption(problem), 100));
  });
  fc.assert(shifts, { numRuns: 100 });
});

test('every coalition contains somebody of every blocking set', () => {
  const meet = fc.property(problems, (problem) => {
    for (const { delaySeconds, keys } of corruption(problem)) {
      const block = blocking(problem, delaySeconds);
      if (block !== null) expect(keys.some((key) => block.keys.includes(key))).toBe(true);
    }
  });
  fc.assert(meet, { numRuns: 200 });
});

test('the order in which owners and bodies are listed changes neither sizes nor examples', () => {
  const same = fc.property(problems, (problem) => {
    const reversed = changed(problem, (one) => {
      return 'of' in one && Array.isArray(one.of) ? ({ ...one, of: one.of.toReversed() } as Authority) : one;
    });
    const bodies = new Map([...reversed.bodies].toReversed());
    const shape = (frontier: Frontier) => frontier.map(({ delaySeconds, keys, size }) => [delaySeconds, size, keys]);
    expect(shape(corruption({ ...reversed, bodies }))).toEqual(shape(corruption(problem)));
  });
  fc.assert(same, { numRuns: 200 });
});

type Pair = { readonly less: Problem; readonly more: Problem };

function holds<T>(name: string, inputs: fc.Arbitrary<T>, pairOf: (input: T) => Pair): void {
  test(name, () => {
    const property = fc.property(inputs, (input) => {
      const { less, more } = pairOf(input);
      const gained = corruption(more);
      for (const point of corruption(less)) {
        const better = gained.filter(({ delaySeconds }) => delaySeconds <= point.delaySeconds);
        expect(Math.min(...better.map(({ size }) => size))).toBeLessThanOrEqual(point.size);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });
}

/** The problem with every node of every formula replaced, from the leaves upwards. */
function changed(problem: Problem, change: (one: Authority) => Authority): Problem {
  const walk = (one: Authority): Authority => {
    if (!('of' in one)) return change(one);
    const of = Array.isArray(one.of) ? one.of.map(walk) : walk(one.of as Authority);
    return change({ ...one, of } as Authority);
  };
  const authorities = [...problem.bodies.values()].map(({ id, authority }) => [id, walk(authority)] as const);
  const bodies: Bodies = bodiesOf(Object.fromEntries(authorities));
  return { ...problem, authority: walk(problem.authority), bodies };
}
