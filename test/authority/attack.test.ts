import { describe, expect, test } from 'vitest';
import { exerciseOf, reachableFrom } from '../../src/authority/attack.ts';
import { corruption } from '../../src/authority/solver/solve.ts';
import { after, allOf, anyOf, type Authority, type Bodies, type Body, unresolved } from '../../src/model/authority.ts';

const day = 86_400;
const target = '0x00000000000000000000000000000000000000AA';
const other = '0x00000000000000000000000000000000000000bB';
const selectors = ['0x12345678'] as const;
const key = (id: string): Authority => ({ kind: 'key', id });
const ref = (id: string): Authority => ({ kind: 'body', id });
const body = (id: string, authority: Authority): Body => {
  const blank = { parameters: {}, notes: [], vetoes: [], evidence: [] };
  return { id, chainId: 1, address: target, kind: 'safe', name: id, authority, ...blank };
};
const bodiesOf = (...list: readonly Body[]): Bodies => new Map(list.map((one) => [one.id, one]));

/** Who acts with these keys, with the wait of each, and the wait after the call. */
function exercise(authority: Authority, bodies: Bodies, ...keys: readonly string[]) {
  const { steps, waitSeconds } = exerciseOf({ authority, bodies, keys: new Set(keys), selectors, target });
  return [...steps.map((step) => [step.body, step.waitSeconds / day]), waitSeconds / day];
}

describe('how keys act', () => {
  const team = body('team', { kind: 'threshold', k: 2, of: [key('a'), key('b'), key('c')] });
  const slow = body('slow', after(3 * day, ref('team')));

  test('goes from the innermost body outwards, with its waits', () => {
    expect(exercise(after(7 * day, ref('slow')), bodiesOf(team, slow), 'a', 'c')).toEqual([
      ['team', 0],
      ['slow', 3],
      7,
    ]);
  });

  test('takes the fastest of several ways', () => {
    const either = anyOf([after(9 * day, key('a')), ref('slow')]);
    expect(exercise(either, bodiesOf(team, slow), 'a', 'b')).toEqual([['team', 0], ['slow', 3], 0]);
    expect(exercise(either, bodiesOf(team, slow), 'a')).toEqual([9]);
  });

  test('has no steps where the keys cannot act', () => {
    expect(exercise(ref('slow'), bodiesOf(team, slow), 'a')).toEqual([0]);
    expect(exercise({ kind: 'provableBug', of: key('a') }, bodiesOf(), 'a')).toEqual([0]);
  });

  test('ends where bodies own each other', () => {
    const [one, two] = [body('one', ref('two')), body('two', anyOf([ref('one'), key('a')]))];
    expect(exercise(ref('one'), bodiesOf(one, two), 'a')).toEqual([['two', 0], ['one', 0], 0]);
    expect(exercise(ref('one'), bodiesOf(one, body('two', ref('one'))), 'a')).toEqual([0]);
  });

  test.each([
    ['a function and a contract that it is limited to', [...selectors], [target.toLowerCase()], true],
    ['another function', ['0x87654321'], [target], false],
    ['another contract', [...selectors], [other], false],
  ])('%s decides whether a limited way counts, as in the solver', (_, of, targets, counts) => {
    const limited = { kind: 'limited', selectors: of, targets, of: key('a') } as Authority;
    const bodies = bodiesOf(body('module', limited));
    expect(exercise(ref('module'), bodies, 'a')).toEqual(counts ? [['module', 0], 0] : [0]);
    const asked = { authority: ref('module'), bodies, selectors, target, unresolved: 'hostile', provableBug: 'aside' };
    expect(corruption(asked as Parameters<typeof corruption>[0]).length > 0).toBe(counts);
  });

  test('rests on what is unresolved where it is one of the keys, and takes it to happen where it takes part anyway', () => {
    const both = body('both', allOf([ref('team'), unresolved('not read')]));
    const named = exercise(ref('both'), bodiesOf(team, both), 'a', 'b', 'unresolved:not read');
    expect(named).toEqual([['team', 0], ['both', 0], 0]);
    expect(exercise(ref('both'), bodiesOf(team, both), 'a', 'b')).toEqual(named);
    expect(exercise(ref('lost'), bodiesOf(), 'lost')).toEqual([['lost', 0], 0].slice(1));
  });

  test('takes what is unresolved for granted where the keys by themselves are not as fast as is asked', () => {
    const module = body('module', anyOf([after(98 * day, ref('team')), allOf([ref('team'), unresolved('not read')])]));
    const attack = { authority: ref('module'), bodies: bodiesOf(team, module), keys: new Set(['a', 'b']), selectors };
    const [slow, fast] = [98 * day, 0].map((withinSeconds) => exerciseOf({ ...attack, target, withinSeconds }));
    expect([slow?.steps.at(-1)?.waitSeconds, slow?.open]).toEqual([98 * day, []]);
    expect([fast?.steps.at(-1)?.waitSeconds, fast?.open]).toEqual([0, ['unresolved:not read']]);
  });
});

test('what an authority rests on is every body below it, once', () => {
  const bodies = bodiesOf(body('one', anyOf([ref('two'), ref('three')])), body('two', ref('one')));
  expect([...reachableFrom(after(day, ref('one')), bodies)]).toEqual(['one', 'two', 'three']);
});
