import { numberToHex, pad, zeroAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import { evidenceId } from '../../src/evidence/reader.ts';
import { bodyId } from '../../src/model/authority.ts';
import type { Observation } from '../../src/model/observation.ts';
import { unboundedSeconds } from '../../src/model/vocabulary.ts';
import { zkStack } from '../../src/stacks/zk-stack/index.ts';
import { callId } from './read-ids.ts';
import { assessRecorded, recordedReader, recordedReads } from './recorded.ts';

const era = '0x32400084C286CF3E17e7B677ea9583e60a000324';
const bridgehub = '0x303a465B659cBB0ab36eE643eA362c509EEb5213';
const manager = '0xc2eE6b6af7d616f6e27ce7F4A451Aedc2b0F5f5C';
const handler = '0xE30Dca3047B37dc7d88849dE4A4Dc07937ad5Ab3';
const council = '0x66E4431266DC7E04E7d8b7FE9d2181253df7F410';
const guardians = '0x600dA620Ab29F41ABC6596a15981e14cE58c86b8';
const matterLabs = '0x4e4943346848c4867F81dFb37c4cA9C5715A7828';
const filtererOf = 'function getTransactionFilterer() view returns (address)';
const word = (value: bigint) => ({ returned: numberToHex(value, { size: 32 }) });

describe('ZKsync Era in May 2025, as recorded', () => {
  it('is proved, posts its state differences, and queues what users force', async () => {
    const found = await assessRecorded('zksync2', zkStack);
    const facts = ['proof.kind', 'proof.variant', 'proof.enforced', 'data.location', 'data.content', 'data.attested'];
    expect(facts.map(found.fact)).toEqual(['validity', 'ST-SN', true, 'ethereum', 'state-diffs', true]);
    const way = ['inclusion.mechanism', 'inclusion.enabled', 'inclusion.filterable', 'exit.alone', 'exit.mechanism'];
    expect(way.map(found.fact)).toEqual(['enqueue', true, false, false, 'replace-proposer']);
    expect(found.fact('inclusion.seconds')).toBe(unboundedSeconds);
    expect(found.exit.finish).toMatchObject([{ name: 'execution', seconds: { value: 10_800 } }]);
    expect(['pause.active', 'host.is.ethereum', 'state.posted'].map(found.fact)).toEqual([false, true, true]);
  });

  it('is governed by a handler, at once where three bodies agree, otherwise by a vote on the L2', async () => {
    const found = await assessRecorded('zksync2', zkStack);
    expect(found.power('upgrade-diamond-proxy').authority).toEqual({ kind: 'body', id: bodyId(1, manager) });
    expect(found.bodies.get(bodyId(1, handler))).toMatchObject({ kind: 'protocol-upgrade-handler' });
    expect(found.bodies.get(bodyId(1, council))).toMatchObject({ parameters: { threshold: 9, members: 12 } });
    expect(found.bodies.get(bodyId(1, guardians))).toMatchObject({ parameters: { threshold: 5, members: 8 } });
    const emergency = found.bodies.get(bodyId(1, '0xECE8e30bFc92c2A8e11e6cb2e17B70868572E3f6'));
    expect(emergency).toMatchObject({ kind: 'emergency-upgrade-board', authority: { kind: 'all' } });
    const timelock = found.bodies.get('324:0x085b8B6407f150D62adB1EF926F7f304600ec714');
    expect(timelock).toMatchObject({ kind: 'timelock', parameters: { delaySeconds: 0 } });
    expect([...found.bodies.values()].map(({ kind }) => kind)).toContain('governor');
  });

  it('leaves everything that waits for nothing to a Safe of the company, five of eight', async () => {
    const found = await assessRecorded('zksync2', zkStack);
    for (const id of ['filter-transactions', 'price-transactions', 'dismiss-validators', 'migrate-settlement']) {
      expect(found.frontier(id)).toMatchObject([{ delaySeconds: 0, size: 5 }]);
      expect(found.frontier(id)[0]?.bodies).toMatchObject([{ id: bodyId(1, matterLabs), quorum: 5, of: 8 }]);
    }
  });

  it('has four validators, one of whom can undo batches, and all of whom are needed to stop', async () => {
    const found = await assessRecorded('zksync2', zkStack);
    expect(found.frontier('withhold-batches')).toMatchObject([{ delaySeconds: 0, size: 4 }]);
    expect(found.frontier('revert-batches')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('can be frozen by three of the council, or nine', async () => {
    const found = await assessRecorded('zksync2', zkStack);
    expect(found.frontier('soft-freeze')).toMatchObject([{ size: 3 }]);
    expect(found.frontier('hard-freeze')).toMatchObject([{ size: 9 }]);
  });

  it('is a permanent rollup: its admin cannot send the data elsewhere', async () => {
    const found = await assessRecorded('zksync2', zkStack);
    expect(() => found.power('switch-data-availability')).toThrow('no power');
    const slot = evidenceId(1, { kind: 'slot', address: era, slot: numberToHex(57, { size: 32 }) });
    const free = await assessRecorded('zksync2', zkStack, { answers: { [slot]: numberToHex(0, { size: 32 }) } });
    expect(free.frontier('switch-data-availability')).toMatchObject([{ delaySeconds: 0, size: 5 }]);
  });

  it('is recognised by its diamond, and a contract that many chains share asks for one', async () => {
    const reader = recordedReader('zksync2');
    expect(await zkStack.recognise(reader, era)).toMatchObject({
      value: { contracts: { DiamondProxy: era }, chainId: 324 },
    });
    expect(await zkStack.recognise(reader, matterLabs)).toMatchObject({ status: 'known', value: null });
    expect(await zkStack.recognise(reader, bridgehub)).toMatchObject({ status: 'unknown' });
  });
});

describe('ZK Stack chains with data elsewhere in May 2025, as recorded', () => {
  it('are attested where Avail’s bridge is asked, and nowhere else', async () => {
    const avail = await assessRecorded('sophon', zkStack);
    const names = ['data.location', 'data.network', 'data.attested'];
    expect(names.map(avail.fact)).toEqual(['external', 'avail', true]);
    expect(avail.power('withhold-data').authority.kind).toBe('all');
    const bare = await assessRecorded('lens', zkStack);
    expect(names.map(bare.fact)).toEqual(['none', 'none', false]);
    expect(bare.frontier('withhold-data')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('can be left by their admins for no data at all', async () => {
    const found = await assessRecorded('lens', zkStack);
    expect(found.frontier('switch-data-availability')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
  });

  it('are censored where a filterer is set, and not where there is none', async () => {
    for (const [id, filterable] of [
      ['sophon', true],
      ['cronoszkevm', true],
      ['lens', false],
      ['abstract', false],
    ] as const) {
      const found = await assessRecorded(id, zkStack);
      expect(found.fact('inclusion.filterable')).toBe(filterable);
      const powers = found.powers.map((power) => power.id);
      expect(powers.includes('refuse-transactions')).toBe(filterable);
    }
  });

  it('are censored from the moment at which a filterer is set', async () => {
    const answers = { [callId(era, filtererOf)]: word(0xf11e4n) };
    const found = await assessRecorded('zksync2', zkStack, { answers });
    expect(found.fact('inclusion.filterable')).toBe(true);
    expect(found.power('refuse-transactions').authority.kind).not.toBe('nobody');
  });

  it('have an admin with roles of its own, one of whom is a single key', async () => {
    const found = await assessRecorded('cronoszkevm', zkStack);
    expect(found.frontier('filter-transactions')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('let the setter of a price do that and nothing else', async () => {
    const found = await assessRecorded('sophon', zkStack);
    expect(found.frontier('price-transactions')).toMatchObject([{ size: 1 }]);
    expect(found.frontier('filter-transactions')).toMatchObject([{ size: 4 }]);
  });
});

describe('a pair of data availability validators', () => {
  const pair = 'function getDAValidatorPair() view returns (address, address)';
  const diamond = '0x2EDc71E9991A962c7FE172212d1aA9E50480fBb9';
  const rollup = pad('0x72213dfe8CA61B0A782970dCFebFb877778f9119');

  it('that governance has not approved leaves open where the data are', async () => {
    const returned = `${rollup}${pad('0x1234').slice(2)}` as const;
    const found = await assessRecorded('abstract', zkStack, { answers: { [callId(diamond, pair)]: { returned } } });
    expect(found.fact('data.location')).toMatch(/^\? whether .* makes the chain publish all data is not known/);
    expect(found.power('withhold-data').breaks).toContain('unreverted');
  });

  it('without a validator on Ethereum keeps the data nowhere', async () => {
    const returned = `${pad(zeroAddress)}${pad(zeroAddress).slice(2)}` as const;
    const found = await assessRecorded('abstract', zkStack, { answers: { [callId(diamond, pair)]: { returned } } });
    expect(found.fact('data.location')).toBe('none');
  });
});

describe('a chain that settles on another layer', () => {
  it('is not judged on Ethereum, and somebody unknown can do anything to it', async () => {
    const settlement = 'function getSettlementLayer() view returns (address)';
    const found = await assessRecorded('zksync2', zkStack, { answers: { [callId(era, settlement)]: word(0x9a7en) } });
    expect(found.fact('host.is.ethereum')).toBe(false);
    expect(found.fact('proof.kind')).toContain('settlement layer that was not read');
    expect(found.power('control-settlement-layer')).toMatchObject({
      breaks: ['valid', 'uncensored', 'unreverted', 'untouched'],
      authority: { kind: 'unresolved' },
    });
  });
});

/** Attested, or true whatever is read. */
const notRead = /^node\.source$|^proof\.(source|proposer)|^inclusion\.seconds$/;

describe.each(['zksync2', 'sophon'])('without one of the reads of %s', (id) => {
  it('each fact stays what it was or becomes unknown, and each depends on some read', async () => {
    const whole = await assessRecorded(id, zkStack, { without: [324] });
    const names = Object.keys(whole.facts).filter((name) => !notRead.test(name));
    const open = new Set<string>();
    const changed: string[] = [];
    // Who owns which Safe decides powers, not facts.
    const deciding = new Set(Object.values(whole.facts).flatMap((fact) => fact?.evidence ?? []));
    for (const lost of recordedReads(id).filter((one) => deciding.has(one))) {
      const poorer = await assessRecorded(id, zkStack, { lost, without: [324] });
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
