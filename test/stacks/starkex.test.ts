import { encodeFunctionResult, parseAbi, toFunctionSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { type EvidenceReader, evidenceId } from '../../src/evidence/reader.ts';
import type { ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, type Observation, unknown } from '../../src/model/observation.ts';
import { loadChain } from '../../src/registry/load-registry.ts';
import { mergedFacts } from '../../src/stacks/starkex/combine.ts';
import { starkex } from '../../src/stacks/starkex/index.ts';
import { stubReader } from '../authority/stub-reader.ts';
import { someone } from '../authority/stub-resolved.ts';
import { entry } from './assessed.ts';
import { losses } from './facts-without.ts';
import { readerOfRecording } from './recorded-reader.ts';
import { assessRecorded, recordedReads } from './recorded.ts';

const day = 86_400;

describe('a validium of StarkEx in March 2025, as recorded', () => {
  it('proves its states, and asks a committee for their data', async () => {
    const found = await assessRecorded('immutablex', starkex);
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.variant')).toBe('ST');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('data.location')).toBe('committee');
    expect(found.fact('data.attested')).toBe(true);
    expect(found.fact('data.committee.threshold')).toBe(5);
    expect(found.fact('data.committee.members')).toMatch(/nobody attested/);
  });

  it('lets users out a week after an ignored request, and no way of upgrading is faster than eight days', async () => {
    const found = await assessRecorded('immutablex', starkex);
    expect(found.fact('inclusion.mechanism')).toBe('force');
    expect(found.fact('exit.mechanism')).toBe('escape-hatch');
    expect(found.exit.start).toMatchObject([{ name: 'freeze', seconds: { value: 7 * day } }]);
    expect(found.frontier('upgrade-stark-exchange')).toMatchObject([
      { delaySeconds: 14 * day, size: 4, bodies: [{ quorum: 4, of: 6 }] },
    ]);
    expect(found.frontier('upgrade-sharp-verifier-call-proxy')).toMatchObject([{ delaySeconds: 8 * day, size: 2 }]);
    expect(found.frontier('replace-verifiers')).toMatchObject([{ delaySeconds: 28 * day, size: 4 }]);
  });

  it('loses its data only if the committee’s quorum and an operator keep them', async () => {
    const found = await assessRecorded('immutablex', starkex);
    expect(found.power('withhold-data').breaks).toEqual(['uncensored', 'unreverted']);
    expect(found.frontier('withhold-data')).toMatchObject([{ delaySeconds: 0, size: 6 }]);
    expect((await assessRecorded('sorare', starkex)).frontier('withhold-data')).toMatchObject([{ size: 3 }]);
  });

  it('with two exchanges is as weak as the weaker, and every power is there twice', async () => {
    const found = await assessRecorded('apex', starkex);
    const ids = found.powers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['upgrade-stark-perpetual', 'upgrade-stark-perpetual2']));
    for (const id of ['replace-program', 'replace-verifiers', 'configure-exchange', 'withhold-data']) {
      expect(ids).toEqual(expect.arrayContaining([id, `${id}-2`]));
    }
    expect(found.frontier('configure-exchange')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
    expect(found.power('replace-program').authority).toMatchObject({ kind: 'unresolved' });
  });
});

describe('a frozen rollup of StarkEx in December 2024, as recorded', () => {
  it('has its data on Ethereum: its committee was never asked', async () => {
    const found = await assessRecorded('dydx', starkex);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('data.content')).toBe('state-diffs');
    expect(found.powers.map(({ id }) => id)).not.toContain('withhold-data');
  });

  it('lets everybody out at once', async () => {
    const found = await assessRecorded('dydx', starkex);
    expect(found.exit.start).toMatchObject([{ name: 'freeze', seconds: { value: 0 } }]);
    expect(found.exit.finish).toMatchObject([{ name: 'queue', seconds: { value: 0 } }]);
  });

  it('is upgraded by a vote after nine days, and after two with the help of one key', async () => {
    const found = await assessRecorded('dydx', starkex);
    const controller = '1:0xDC7eBbc857Ad2d276c387100dB67c1041dA0B2c0';
    expect(found.frontier('upgrade-stark-perpetual')).toMatchObject([
      { delaySeconds: 2 * day, size: 1, electorates: ['1:0x7E9B1672616FF6D6629Ef2879419aaE79A9018D2'] },
      { delaySeconds: 9 * day, size: 0 },
    ]);
    expect(found.frontier('upgrade-stark-perpetual')[0]?.keys.map((key) => key.toLowerCase())).toEqual([
      controller.toLowerCase(),
    ]);
    expect(found.powers.map(({ id }) => id)).not.toContain('replace-program');
  });
});

type Change = { readonly view: string; readonly value: unknown };

/** The recorded exchange with other answers to some of its functions. */
async function changed(id: string, changes: readonly Change[]) {
  const whole = readerOfRecording(id);
  const reader: EvidenceReader = {
    ...whole,
    read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const asked: ReadRequest = request;
      const change = changes.find(({ view }) => asked.kind === 'call' && asked.data === toFunctionSelector(view));
      if (change === undefined) return whole.read<K>(request);
      const returned = encodeFunctionResult({ abi: parseAbi([change.view]), result: change.value } as never);
      return Promise.resolve(known({ returned }, [evidenceId(1, asked)]) as unknown as Observation<ReadResult[K]>);
    },
  };
  const chain = await loadChain('registry', id);
  const resolver = createResolver(reader, () => undefined);
  return starkex.assess({ chain, reader, readerOf: () => undefined, resolver });
}

describe('the queue of forced requests', () => {
  const capacity = 'function MAX_FORCED_ACTIONS_REQS_PER_BLOCK() view returns (uint256)';

  it('lengthens the way out by the block that somebody fills', async () => {
    const { exit } = await changed('immutablex', []);
    expect(exit.finish).toMatchObject([{ name: 'queue', seconds: { value: 12 } }]);
    expect(exit.possible).toMatchObject({ value: true });
  });

  it('without places lets nobody out', async () => {
    const { exit, facts } = await changed('immutablex', [{ view: capacity, value: 0n }]);
    expect(exit.possible).toMatchObject({ status: 'known', value: false });
    expect(exit.finish[0]?.seconds.status).toBe('unknown');
    expect(facts['inclusion.mechanism']).toMatchObject({ value: 'none' });
    expect(facts['exit.mechanism']).toMatchObject({ value: 'none' });
  });

  it('of a frozen exchange matters no more', async () => {
    const frozen = { view: 'function isFrozen() view returns (bool)', value: true };
    const { exit } = await changed('immutablex', [{ view: capacity, value: 0n }, frozen]);
    expect(exit.possible).toMatchObject({ value: true });
    expect(exit.start).toMatchObject([{ seconds: { value: 0 } }]);
  });
});

describe('what an exchange says of its data', () => {
  const attested = (value: boolean) => ({ view: 'function hasRegisteredFact() view returns (bool)', value });

  it('puts them with the committee as soon as it has attested anything', async () => {
    const { facts, powers } = await changed('dydx', [attested(true)]);
    expect(facts['data.location']).toMatchObject({ value: 'committee' });
    expect(powers.map(({ id }) => id)).toContain('withhold-data');
  });

  it('shows nothing before the first state', async () => {
    const none = { view: 'function getSequenceNumber() view returns (uint256)', value: 0n };
    const { facts } = await changed('dydx', [none]);
    expect(facts['data.location']?.status).toBe('unknown');
    expect(facts['state.posted']).toMatchObject({ value: false });
  });

  it('is unknown where the availability verifier is no committee', async () => {
    const view = 'function getRegisteredAvailabilityVerifiers() view returns (address[])';
    for (const value of [[], [someone(1)]]) {
      const { facts, powers } = await changed('dydx', [{ view, value }]);
      expect(facts['data.location']?.status).toBe('unknown');
      expect(powers.find(({ id }) => id === 'withhold-data')?.authority.kind).toBe('unresolved');
    }
  });

  it('has a number of members that no contract lists: unknown unless somebody attests it', async () => {
    for (const id of ['apex', 'sorare']) {
      const { facts } = await changed(id, []);
      expect(facts['data.committee.members']).toMatchObject({ status: 'unknown' });
    }
  });

  it('a committee that needs no signature attests nothing', async () => {
    const none = { view: 'function signaturesRequired() view returns (uint256)', value: 0n };
    expect((await changed('immutablex', [none])).facts['data.attested']).toMatchObject({ value: false });
  });
});

describe('the proof of an exchange', () => {
  it('is unknown, and anybody may be behind it, where a verifier is of another kind', async () => {
    const view = 'function getRegisteredVerifiers() view returns (address[])';
    for (const value of [[], [someone(1)]]) {
      const { facts, powers } = await changed('immutablex', [{ view, value }]);
      expect(facts['proof.enforced']?.status).toBe('unknown');
      expect(powers.find(({ id }) => id === 'unknown-verifier')?.authority.kind).toBe('unresolved');
    }
    const program = { view: 'function programHash() view returns (uint256)', value: 0n };
    expect((await changed('immutablex', [program])).facts['proof.enforced']?.status).toBe('unknown');
  });
});

describe('the facts of several exchanges', () => {
  it('are what they agree on, the worse of two numbers, or unknown', () => {
    const [a, b] = [{ 'inclusion.seconds': known(1) }, { 'inclusion.seconds': known(2) }];
    expect(mergedFacts([a, b])).toMatchObject({ 'inclusion.seconds': { value: 2 } });
    const threshold = (value: number) => ({ 'data.committee.threshold': known(value) });
    expect(mergedFacts([threshold(3), threshold(2)])).toMatchObject({ 'data.committee.threshold': { value: 2 } });
    const where = (value: string) => ({ 'data.location': known(value) });
    expect(mergedFacts([where('ethereum'), where('committee')])['data.location']?.status).toBe('unknown');
    expect(mergedFacts([where('ethereum'), { 'data.location': unknown('lost') }])['data.location']?.status).toBe(
      'unknown',
    );
    expect(mergedFacts([where('ethereum'), {}])['data.location']?.status).toBe('unknown');
  });
});

describe.each(['immutablex', 'dydx'])('without one of the reads of %s', (id) => {
  it('each fact stays what it was or becomes unknown, and no threat is hidden', async () => {
    const { changed: other, open, hidden } = await losses(id, starkex, recordedReads(id));
    expect(other).toEqual([]);
    expect(hidden).toEqual([]);
    for (const name of ['proof.kind', 'proof.enforced', 'data.location', 'inclusion.seconds', 'state.posted']) {
      expect([...open]).toContain(name);
    }
  });
});

describe('recognising', () => {
  it.each([
    ['immutablex', 'StarkExchange', '0x5FDCCA53617f4d2b9134B29090C87D01058e27e9'],
    ['dydx', 'StarkPerpetual', '0xD54f502e184B6B739d7D27a6410a67dc462D69c8'],
  ] as const)('tells the exchange of %s', async (id, role, address) => {
    const whole = readerOfRecording(id);
    const found = await starkex.recognise(whole, address);
    expect(found).toMatchObject({ value: { contracts: { [role]: address }, chainId: null } });
  });

  it('takes no other proxy and no other contract for one', async () => {
    const whole = readerOfRecording('immutablex');
    const shared = '0x47312450B3Ac8b5b8e247a6bB6d523e7605bDb60';
    // The recording has no calls to the shared verifier that only exchanges answer: they revert there.
    const reader: EvidenceReader = {
      ...whole,
      async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
        const asked: ReadRequest = request;
        const answer = await whole.read<K>(request);
        if (answer.status === 'known' || asked.kind !== 'call') return answer;
        return known({ reverted: '0x' }) as unknown as Observation<ReadResult[K]>;
      },
    };
    expect(await starkex.recognise(reader, shared)).toMatchObject({ status: 'known', value: null });
    expect(await starkex.recognise(stubReader({}), someone(1))).toMatchObject({ status: 'known', value: null });
  });

  it('is asked for an exchange when the registry names none', async () => {
    const reader = stubReader({});
    const resolver = createResolver(reader, () => undefined);
    const chain = entry({ stack: 'starkex', contracts: {} });
    const assessing = starkex.assess({ chain, reader, readerOf: () => undefined, resolver });
    await expect(assessing).rejects.toThrow('names none of StarkExchange');
  });
});
