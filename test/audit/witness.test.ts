import { describe, expect, test } from 'vitest';
import { sharedHolders, subjectsOf, witnesses } from '../../src/audit/witness.ts';
import { after, type Authority } from '../../src/model/authority.ts';
import { addressOf, body, chainWith, idOf, key, powerOf, ref, safe } from './sample-chain.ts';

const day = 86_400;
const people = ['ann', 'ben', 'cleo', 'dan'];
const module: Authority = ref('module');
const bodies = [
  ...people.map(key),
  safe('team', 2, ['ann', 'ben', 'cleo']),
  safe('council', 2, ['team', 'dan'], [module]),
  body('module', 'safe-module', after(30 * day, ref('team'))),
  body('timelock', 'timelock', after(3 * day, ref('council')), { parameters: { delaySeconds: 3 * day } }),
];
const upgrade = powerOf('upgrade', ref('timelock'), { vetoes: [ref('dan')] });
const pause = powerOf('pause', ref('team'), { breaks: ['uncensored'] });
const harmless = powerOf('harmless', ref('team'), { breaks: [] });
const chain = chainWith('sample', [upgrade, pause, harmless], bodies);

describe('the attacks on a chain', () => {
  test('are all coalitions of the powers that break a guarantee, the fewest keys first', () => {
    const found = witnesses(chain) ?? [];
    expect(found.map(({ power, keys, race }) => [power, keys, race.attackSeconds / day])).toEqual([
      ['pause', 2, 0],
      ['upgrade', 2, 33],
      ['upgrade', 3, 3],
    ]);
  });

  test('go from the keys to the contract, and say who waits how long', () => {
    const [slow, fast] = witnesses(chain, 'upgrade') ?? [];
    const shown = (one: typeof fast) => one?.steps.map(({ body: id, waitSeconds }) => [id, waitSeconds / day]);
    expect(shown(fast)).toEqual([
      [idOf('team'), 0],
      [idOf('council'), 0],
      [idOf('timelock'), 3],
    ]);
    expect(shown(slow)).toEqual([
      [idOf('team'), 0],
      [idOf('module'), 30],
      [idOf('council'), 0],
      [idOf('timelock'), 3],
    ]);
    expect(fast?.steps[1]).toMatchObject({ quorum: { k: 2, of: 2 } });
    expect(new Set(fast?.steps[1]?.by)).toEqual(new Set([idOf('team'), idOf('dan')]));
  });

  test('race against a user, to begin and to end the exit', () => {
    const [, fast] = witnesses(chain, 'upgrade') ?? [];
    expect(fast?.race).toMatchObject({ windowToStartSeconds: 2 * day, windowToFinishSeconds: -5 * day });
  });

  test('have no window where nobody can leave', () => {
    const shut = { ...chain, exit: { ...chain.exit, possible: false } };
    expect(witnesses(shut, 'upgrade')?.[0]?.race).toMatchObject({ windowToStartSeconds: null });
  });

  test('name who may veto, and who could stop them by refusing', () => {
    const [, fast] = witnesses(chain, 'upgrade') ?? [];
    expect(fast?.vetoes).toEqual([`key ${addressOf('dan')}`]);
    expect(fast?.blocking?.size).toBe(2);
  });
});

describe('a subject', () => {
  test('is a guarantee, a power or an address', () => {
    const powers = (subject: string) => [...new Set(witnesses(chain, subject)?.map(({ power }) => power))];
    expect(powers('uncensored')).toEqual(['pause']);
    expect(powers('upgrade')).toEqual(['upgrade']);
    expect(powers('harmless')).toEqual(['harmless']);
    expect(powers(addressOf('dan').toLowerCase())).toEqual(['upgrade']);
    expect(powers(addressOf('team'))).toEqual(['harmless', 'pause', 'upgrade']);
  });

  test('without any attack is not one that nobody knows', () => {
    expect(witnesses(chain, 'valid')).toEqual([]);
    expect(witnesses(chain, 'vaild')).toBeNull();
    expect(witnesses(chain, addressOf('nobody'))).toBeNull();
    expect(subjectsOf(chain)).toMatchObject({ powers: ['upgrade', 'pause', 'harmless'], addresses: bodies.length });
  });
});

describe('who holds powers over several chains', () => {
  test('is listed with them, most chains first; who holds powers over one is not', () => {
    const other = chainWith('other', [powerOf('halt', ref('team'))], bodies);
    const third = chainWith('third', [powerOf('halt', ref('ann'))], bodies);
    const found = sharedHolders([chain, other, third]);
    expect(found[0]).toMatchObject({
      id: idOf('ann'),
      chains: [{ chain: 'sample' }, { chain: 'other' }, { chain: 'third' }],
    });
    expect(new Set(found.slice(1).map(({ id }) => id))).toEqual(new Set(['team', 'ben', 'cleo'].map(idOf)));
    expect(found.find(({ id }) => id === idOf('team'))?.chains).toEqual([
      { chain: 'sample', powers: ['upgrade', 'pause'] },
      { chain: 'other', powers: ['halt'] },
    ]);
  });

  test('is not whoever could not be established', () => {
    const open = body('open', 'unresolved', { kind: 'unresolved', reason: 'not read', id: idOf('open') });
    const reports = ['a', 'b'].map((id) => chainWith(id, [powerOf('halt', ref('open'))], [open]));
    expect(sharedHolders(reports)).toEqual([]);
  });
});
