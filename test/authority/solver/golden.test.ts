import { describe, expect, test } from 'vitest';
import { countEntities } from '../../../src/authority/solver/entities.ts';
import { blocking, corruption, fastest, fewestKeys, frontierWithout } from '../../../src/authority/solver/solve.ts';
import type { Problem } from '../../../src/authority/solver/solve.ts';
import { after, type Authority } from '../../../src/model/authority.ts';
import { bodiesOf, selectors, targets } from './random-problem.ts';

const day = 86_400;

describe('shared signers count once', () => {
  const foundation = people('foundation', 7);

  test('two Safes 5/7 with the same owners take 5 keys together, in 21 ways', () => {
    const both: Authority = { kind: 'all', of: [safe('upgrades', 5, foundation), safe('operations', 5, foundation)] };
    const [only, ...rest] = corruption(problem(both));
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ size: 5, alternatives: 21, exact: true, delaySeconds: 0, electorates: [] });
    expect(only?.keys).toEqual(foundation.slice(0, 5).map(idOf));
    expect(only?.bodies).toEqual([
      { id: 'upgrades', quorum: 5, of: 7 },
      { id: 'operations', quorum: 5, of: 7 },
    ]);
    expect(blocking(problem(both), 0)).toMatchObject({ size: 3, alternatives: 35 });
  });

  test('a council of 13 and a Safe of 7 others take 10 + 5 keys', () => {
    const council = people('council', 13);
    const both: Authority = { kind: 'all', of: [safe('council', 10, council), safe('upgrades', 5, foundation)] };
    const [only] = corruption(problem(both));
    expect(only).toMatchObject({ size: 15, alternatives: 286 * 21 });
    expect(only?.bodies.map(({ quorum, of }) => `${quorum} of ${of}`)).toEqual(['10 of 13', '5 of 7']);
  });

  test('a minority of a council that the council contains adds nobody', () => {
    const council = people('council', 12);
    const both: Authority = { kind: 'all', of: [safe('council', 9, council), safe('minority', 3, council)] };
    expect(corruption(problem(both))).toMatchObject([{ size: 9, alternatives: 220 }]);
  });

  test('of a guardian 6/8 and a prover 1/8 over the same keys, one key suffices for either and six for both', () => {
    const eight = people('prover', 8);
    const bodies: readonly Authority[] = [safe('guardian', 6, eight), safe('minority', 1, eight)];
    expect(corruption(problem({ kind: 'any', of: bodies }))).toMatchObject([{ size: 1, alternatives: 8 }]);
    expect(corruption(problem({ kind: 'all', of: bodies }))).toMatchObject([{ size: 6, alternatives: 28 }]);
  });

  test('a 2/2 over two 2/3 Safes of the same three keys takes 2 keys, not 4', () => {
    const three = people('owner', 3);
    const bodies = bodiesOf({ left: safe('left', 2, three), right: safe('right', 2, three) });
    const outer = safe('outer', 2, [body('left'), body('right')]);
    expect(corruption({ ...problem(outer), bodies })).toMatchObject([
      { size: 2, alternatives: 3, bodies: [{ id: 'outer' }, { id: 'left' }, { id: 'right' }] },
    ]);
  });

  test('Safes that overlap in part take the overlap first', () => {
    const ten = people('owner', 10);
    const both: Authority = {
      kind: 'all',
      of: [safe('left', 3, ten.slice(0, 6)), safe('right', 3, ten.slice(4)), safe('third', 2, ten.slice(3, 5))],
    };
    expect(corruption(problem(both))).toMatchObject([
      { size: 4, keys: ['owner-03', 'owner-04', 'owner-05', 'owner-06'], alternatives: 4 },
    ]);
  });

  test('keys of one organisation count as one, and go by its name', () => {
    const entities = new Map(foundation.slice(0, 3).map((one) => [idOf(one), 'Foundation']));
    const found = corruption({ ...problem(safe('upgrades', 5, foundation)), entities });
    expect(found).toMatchObject([{ size: 3, keys: ['Foundation', 'foundation-03', 'foundation-04'] }]);
    expect(countEntities(foundation.slice(0, 5).map(idOf), entities)).toBe(3);
  });
});

describe('cycles', () => {
  test('two contracts that own each other are nobody', () => {
    const bodies = bodiesOf({ left: body('right'), right: body('left') });
    expect(corruption({ ...problem(body('left')), bodies })).toEqual([]);
    expect(fastest({ ...problem(body('left')), bodies })).toBeNull();
    expect(blocking({ ...problem(body('left')), bodies }, Infinity)).toMatchObject({ size: 0, keys: [] });
  });

  test('a body that only owns itself is nobody', () => {
    const bodies = bodiesOf({ self: body('self') });
    expect(corruption({ ...problem(body('self')), bodies })).toEqual([]);
  });

  test('a timelock that administers itself has its proposers, after its delay', () => {
    const timelock = after(2 * day, { kind: 'any', of: [key('proposer'), body('timelock')] });
    const bodies = bodiesOf({ timelock });
    expect(corruption({ ...problem(body('timelock')), bodies })).toMatchObject([
      { delaySeconds: 2 * day, size: 1, keys: ['proposer'] },
    ]);
  });

  test('Safes that own each other still need keys from outside the circle', () => {
    const bodies = bodiesOf({
      left: safe('left', 2, [key('a'), key('b'), body('right')]),
      right: safe('right', 2, [key('c'), key('d'), body('left')]),
    });
    const both = safe('both', 2, [body('left'), body('right')]);
    expect(corruption({ ...problem(both), bodies })).toMatchObject([{ size: 3, keys: ['a', 'b', 'c'] }]);
    expect(blocking({ ...problem(both), bodies }, 0)).toMatchObject({ size: 2 });
  });

  test('cycles through delays end, even where their sums are many', () => {
    const bodies = bodiesOf({
      left: { kind: 'any', of: [after(1, body('right')), safe('left', 2, people('left', 3))] },
      right: {
        kind: 'any',
        of: [after(999_983, body('left')), after(31, body('right')), after(1_000_003, key('right'))],
      },
    });
    const slow = corruption({ ...problem(body('left')), bodies });
    expect(slow.map(({ delaySeconds, size }) => [delaySeconds, size])).toEqual([
      [0, 2],
      [1_000_004, 1],
    ]);
    expect(slow.every(({ exact }) => exact)).toBe(true);
  });
});

describe('what counts towards a power', () => {
  const [pause, upgrade] = [selectors[0]!, selectors[1]!];
  const module: Authority = { kind: 'limited', selectors: [pause], of: key('deputy') };
  const account: Authority = { kind: 'any', of: [safe('account', 3, people('owner', 5)), module] };

  test('a module that may call one function counts for that function only', () => {
    expect(corruption({ ...problem(account), selectors: [pause] })).toMatchObject([{ size: 1, keys: ['deputy'] }]);
    expect(corruption({ ...problem(account), selectors: [upgrade] })).toMatchObject([{ size: 3 }]);
    expect(corruption({ ...problem(account), selectors: [upgrade, pause] })).toMatchObject([{ size: 1 }]);
  });

  test('where the functions of a power are not known, every module counts', () => {
    expect(corruption(problem(account))).toMatchObject([{ size: 1 }]);
    expect(corruption({ ...problem(account), selectors: [] })).toMatchObject([{ size: 1 }]);
  });

  test('a module that may act on one contract counts for that contract only, however it is spelled', () => {
    const limited: Authority = { kind: 'limited', selectors: [pause], targets: [targets[0]!], of: key('deputy') };
    const on = (target: (typeof targets)[number]) => corruption({ ...problem(limited), selectors: [pause], target });
    expect(on(targets[0]!)).toHaveLength(1);
    expect(on(targets[0]!.toUpperCase().replace('0X', '0x') as (typeof targets)[number])).toHaveLength(1);
    expect(on(targets[1]!)).toEqual([]);
  });

  test('what is unresolved is one hostile key for each address or reason, or nobody', () => {
    const open: Authority = {
      kind: 'all',
      of: [
        { kind: 'unresolved', reason: 'no source' },
        { kind: 'unresolved', reason: 'no source' },
        { kind: 'unresolved', reason: 'failed', id: '1:0xabc' },
        body('1:0xdef'),
        key('1:0xdef'),
      ],
    };
    const keys = ['1:0xabc', '1:0xdef', 'unresolved:no source'];
    expect(corruption(problem(open))).toMatchObject([{ size: 3, keys }]);
    expect(corruption({ ...problem(open), unresolved: 'inert' })).toEqual([]);
    expect(corruption({ ...problem(open), unresolved: 'free' })).toMatchObject([{ size: 1, keys: ['1:0xdef'] }]);
  });

  test('bugs that are proved on chain count or are set aside', () => {
    const bug: Authority = { kind: 'provableBug', of: key('council') };
    expect(corruption(problem(bug))).toMatchObject([{ size: 1 }]);
    expect(corruption({ ...problem(bug), provableBug: 'aside' })).toEqual([]);
  });

  test('a token vote takes no key and is named, unless keys alone do', () => {
    const vote: Authority = { kind: 'electorate', id: 'token' };
    const voted = corruption(problem({ kind: 'all', of: [vote, key('executor')] }));
    expect(voted).toMatchObject([{ size: 1, keys: ['executor'], electorates: ['token'] }]);
    expect(corruption(problem({ kind: 'any', of: [vote, { kind: 'anyone' }] }))).toMatchObject([
      { size: 0, keys: [], electorates: [] },
    ]);
  });

  test('what anyone can do nobody can block', () => {
    expect(corruption(problem({ kind: 'anyone' }))).toMatchObject([{ size: 0, delaySeconds: 0 }]);
    expect(blocking(problem(after(day, { kind: 'anyone' })), day)).toBeNull();
    expect(blocking(problem(after(day, { kind: 'anyone' })), day - 1)).toMatchObject({ size: 0 });
  });
});

describe('delays', () => {
  const council = people('council', 12);
  const regular = after(17 * day, safe('council', 7, council));
  const emergency = safe('council', 9, council);
  const executor: Authority = { kind: 'any', of: [regular, emergency, after(40 * day, key('operator'))] };

  test('each point is slower and needs fewer keys', () => {
    const points = corruption(problem(executor)).map(({ delaySeconds, size, bodies }) => [
      delaySeconds / day,
      size,
      bodies.map(({ quorum, of }) => `${quorum}/${of}`),
    ]);
    expect(points).toEqual([
      [0, 9, ['9/12']],
      [17, 7, ['7/12']],
      [40, 1, []],
    ]);
    expect(fewestKeys(problem(executor), 20 * day)).toMatchObject({ size: 7, delaySeconds: 17 * day });
    expect(fewestKeys(problem(regular), 16 * day)).toBeNull();
  });

  test('whoever blocks what is fast need not block what is slow', () => {
    expect(blocking(problem(executor), 0)).toMatchObject({ size: 4 });
    expect(blocking(problem(executor), 17 * day)).toMatchObject({ size: 6 });
    expect(blocking(problem(executor), Infinity)).toMatchObject({ size: 7 });
  });

  test('one body may be reached with more and with less time left', () => {
    const bodies = bodiesOf({
      inner: { kind: 'any', of: [safe('inner', 3, council.slice(0, 4)), after(5, key('slow'))] },
    });
    const twice: Authority = { kind: 'all', of: [body('inner'), after(4, body('inner'))] };
    const points = corruption({ ...problem(twice), bodies }).map(({ delaySeconds, size }) => [delaySeconds, size]);
    expect(points).toEqual([
      [4, 3],
      [9, 1],
    ]);
  });

  test('a delay beyond ten thousand years, or none at all, is never longer than it may be', () => {
    expect(fastest(problem({ kind: 'after', seconds: 2 ** 256, of: key('a') }))).toBe(10_000 * 365 * day);
    expect(fastest(problem({ kind: 'after', seconds: Number.NaN, of: key('a') }))).toBe(0);
  });
});

describe('without a quorum', () => {
  const members = people('council', 13);
  const bodies = bodiesOf({
    council: { kind: 'any', of: [safe('council', 10, members), after(7 * day, key('deputy'))] },
  });
  const both = (one: Authority): Authority => ({ kind: 'all', of: [body('council'), one] });

  test('its module survives, its quorum does not', () => {
    const open = { ...problem(both(key('operator'))), bodies };
    expect(fastest(open)).toBe(0);
    expect(fastest(open, [{ id: 'council', k: 10 }])).toBe(7 * day);
    expect(frontierWithout(open, [{ id: 'council', k: 10 }])).toMatchObject([
      { size: 2, keys: ['deputy', 'operator'] },
    ]);
  });

  test('a lesser quorum of the same body stays', () => {
    const pausing = problem(safe('council', 3, members));
    expect(fastest(pausing, [{ id: 'council', k: 10 }])).toBe(0);
    expect(fastest(pausing, [{ id: 'council', k: 3 }])).toBeNull();
  });

  test('other bodies over the same people stay', () => {
    const open = { ...problem(both(safe('minority', 3, members))), bodies };
    expect(frontierWithout(open, [{ id: 'council', k: 10 }])).toMatchObject([{ size: 4, delaySeconds: 7 * day }]);
    expect(
      frontierWithout(open, [
        { id: 'council', k: 10 },
        { id: 'minority', k: 3 },
      ]),
    ).toEqual([]);
  });
});

function problem(authority: Authority): Problem {
  return { authority, bodies: new Map(), unresolved: 'hostile', provableBug: 'counts' };
}

function key(id: string): Authority {
  return { kind: 'key', id };
}

function body(id: string): Authority {
  return { kind: 'body', id };
}

function safe(council: string, k: number, of: readonly Authority[]): Authority {
  return { kind: 'threshold', k, of, council };
}

function people(name: string, count: number): readonly Authority[] {
  return Array.from({ length: count }, (_, at) => key(`${name}-${String(at).padStart(2, '0')}`));
}

function idOf(one: Authority): string {
  return one.kind === 'key' ? one.id : '';
}
