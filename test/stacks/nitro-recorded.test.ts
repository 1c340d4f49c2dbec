import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { nitro } from '../../src/stacks/nitro/index.ts';
import { assessRecorded, recordedReads } from './recorded.ts';

const day = 86_400;
/** The confirmation period of most rollups: 45,818 blocks of 12 s. */
const confirmSeconds = 549_816;
const coreGovernor = '42161:0xf07DeD9dC292157749B6Fd268E37DF6EA38395B9';

describe('Arbitrum One in May 2025, as recorded', () => {
  it('is proved by an open game, has its data on Ethereum, and lets users out alone', async () => {
    const found = await assessRecorded('arbitrum', nitro);
    expect(found.fact('proof.kind')).toBe('fraud');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('proof.challenge.permissionless')).toBe(true);
    expect(found.fact('proof.challenge.seconds')).toBe(confirmSeconds);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('inclusion.seconds')).toBe(day);
    expect(found.fact('exit.alone')).toBe(true);
    expect(found.notes.join()).toContain('takes 3600 of the token 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2');
    expect(found.exit.finish.map(({ name, seconds }) => [name, seconds])).toMatchObject([
      ['proposal', { value: 0 }],
      ['dispute', { value: (45_818 + 14_400) * 12 }],
    ]);
  });

  it('can be changed by nine of the twelve of its council at once, or by a vote after 8, 6.4 and 3 days', async () => {
    const found = await assessRecorded('arbitrum', nitro);
    for (const id of ['upgrade-rollup-proxy', 'upgrade-bridge', 'upgrade-gateway-router', 'administer-rollup']) {
      const [council, vote, ...more] = found.frontier(id);
      expect(more).toEqual([]);
      expect(council).toMatchObject({ delaySeconds: 0, size: 9, exact: true, electorates: [] });
      expect(council?.bodies).toContainEqual(
        expect.objectContaining({ id: '1:0xF06E95eF589D9c38af242a8AAee8375f14023F85', quorum: 9, of: 12 }),
      );
      expect(vote).toMatchObject({ delaySeconds: 8 * day + confirmSeconds + 3 * day, size: 0 });
      expect(vote?.electorates).toHaveLength(1);
    }
    expect(JSON.stringify([...found.bodies.values()])).toContain(`{"kind":"electorate","id":"${coreGovernor}"}`);
  });

  it('finds on the L2 that an executor there is the timelock on Ethereum under its alias', async () => {
    const found = await assessRecorded('arbitrum', nitro);
    const alias = found.bodies.get('42161:0xf7951D92B0C345144506576eC13Ecf5103aC905a');
    expect(alias?.authority).toEqual({ kind: 'body', id: '1:0xE6841D92B0C345144506576eC13ECf5103aC7f49' });
  });

  it('does not know who proposes to the timelock on Ethereum when the L2 is not read', async () => {
    const found = await assessRecorded('arbitrum', nitro, { without: [42_161] });
    const [council, someone] = found.frontier('upgrade-bridge');
    expect(council).toMatchObject({ delaySeconds: 0, size: 9 });
    expect(someone).toMatchObject({ delaySeconds: confirmSeconds + 3 * day, size: 1 });
    expect(someone?.keys.join()).toContain('no evidence of that chain');
    expect(found.power('own-chain').authority).toMatchObject({ kind: 'unresolved' });
  });
});

describe('AnyTrust chains in May 2025, as recorded', () => {
  it('read the committee of Nova: five of six sign, and the poster is needed too', async () => {
    const found = await assessRecorded('nova', nitro);
    expect(found.fact('data.location')).toBe('committee');
    expect(found.fact('data.attested')).toBe(true);
    expect(found.fact('data.committee.members')).toBe(6);
    expect(found.fact('data.committee.threshold')).toBe(5);
    expect(found.frontier('withhold-data')).toMatchObject([{ delaySeconds: 0, size: 6 }]);
    expect(found.fact('proof.challengers')).toBe(10);
    expect(found.frontier('upgrade-bridge')).toMatchObject([{ size: 9 }, { delaySeconds: 1_500_216, size: 0 }]);
  });

  it('find validators in the transactions that listed them, and a fast confirmer who makes them idle', async () => {
    const found = await assessRecorded('alephzero', nitro);
    expect(found.power('assert-state').vetoes).toHaveLength(6);
    expect(found.fact('proof.challengers')).toBe(0);
    expect(found.fact('proof.challenge.seconds')).toBe(0);
    expect(found.frontier('fast-confirm')[0]).toMatchObject({ delaySeconds: 0 });
    expect(found.fact('data.committee.members')).toBe(2);
  });

  it('with data on Celestia are attested where fraud proofs ask Blobstream', async () => {
    const found = await assessRecorded('galxegravity', nitro);
    expect(found.fact('data.location')).toBe('external');
    expect(found.fact('data.network')).toBe('celestia');
    expect(found.fact('data.attested')).toBe(true);
    expect(found.fact('inclusion.seconds')).toBe(1000 * day);
  });
});

describe('a rollup with a council and a bridge of its own in May 2025, as recorded', () => {
  it('is as safe as the three keys of the bridge, not the six of the council', async () => {
    const found = await assessRecorded('kinto', nitro);
    expect(found.frontier('upgrade-bridge')).toMatchObject([{ delaySeconds: 0, size: 6 }]);
    expect(found.frontier('upgrade-escrow')).toMatchObject([{ delaySeconds: 0, size: 3 }]);
    expect(found.fact('proof.challengers')).toBe(5);
    expect(found.fact('data.location')).toBe('ethereum');
  });

  it('lets any provider of identities shut users out', async () => {
    const found = await assessRecorded('kinto', nitro);
    expect(found.frontier('exclude-users')[0]).toMatchObject({ delaySeconds: 0, size: 1 });
    expect(JSON.stringify(found.power('exclude-users').authority)).toContain(
      '0x52F09693c9eEaA93A64BA697e3d3e43a1eB65477',
    );
    const blind = await assessRecorded('kinto', nitro, { without: [7887] });
    expect(blind.power('exclude-users').authority).toMatchObject({ kind: 'unresolved' });
  });
});

/** Attested, or true whatever is read. */
const notRead = /outside$|^node\.source$|^rollup\.claimed$|^host\.|^state\.posted$|^data\.content$/;

describe.each(['arbitrum', 'alephzero'])('without one of the reads of %s', (id) => {
  it('each fact stays what it was or becomes unknown, and each depends on some read', async () => {
    // What stands on the L2 decides powers, not facts.
    const without = [42_161];
    const whole = await assessRecorded(id, nitro, { without });
    const names = Object.keys(whole.facts).filter((name) => !notRead.test(name));
    const open = new Set<string>();
    const changed: string[] = [];
    for (const lost of recordedReads(id)) {
      const poorer = await assessRecorded(id, nitro, { lost, without });
      for (const name of names) {
        const fact = (poorer.facts as Record<string, Observation<unknown> | undefined>)[name];
        if (fact?.status === 'unknown') open.add(name);
        else if (fact?.value !== whole.fact(name)) changed.push(`${name} without ${lost}`);
      }
    }
    expect(changed).toEqual([]);
    expect(names.filter((name) => !open.has(name))).toEqual([]);
  });
});
