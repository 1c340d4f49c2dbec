import { keccak256, numberToHex, pad, toBytes, zeroAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { loopring } from '../../src/stacks/loopring/index.ts';
import { type StubContract, stubReader } from '../authority/stub-reader.ts';
import { someone, type Stubs } from '../authority/stub-resolved.ts';
import { entry } from './assessed.ts';
import { losses } from './facts-without.ts';
import { readerOfRecording } from './recorded-reader.ts';
import { assessRecorded, recordedReads } from './recorded.ts';

const day = 86_400;

describe('the exchange whose owner can change everything, in March 2025, as recorded', () => {
  it('is proved by a SNARK, has its data on Ethereum, and lets users out after fifteen days', async () => {
    const found = await assessRecorded('loopring', loopring);
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.variant')).toBe('SN');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('data.content')).toBe('transactions');
    expect(found.fact('inclusion.mechanism')).toBe('force');
    expect(found.fact('exit.mechanism')).toBe('escape-hatch');
    expect(found.exit.start).toMatchObject([{ name: 'forced request', seconds: { value: 15 * day } }]);
  });

  it('can be upgraded, given another verifier and priced at will by four of six keys at once', async () => {
    const found = await assessRecorded('loopring', loopring);
    for (const id of ['upgrade-exchange-v3', 'replace-verifier', 'price-forced-requests']) {
      expect(found.frontier(id)).toMatchObject([{ delaySeconds: 0, size: 4, bodies: [{ quorum: 4, of: 6 }] }]);
    }
  });

  it('lets universal agents act for users, who were not followed', async () => {
    const found = await assessRecorded('loopring', loopring);
    expect(found.power('act-for-users').breaks).toEqual(['untouched']);
    expect(JSON.stringify(found.power('act-for-users').authority)).toContain('universal agents');
  });
});

describe('the exchange whose owner has to wait, in December 2024, as recorded', () => {
  it('can only be upgraded, by four of six keys after forty-five days', async () => {
    const found = await assessRecorded('degate3', loopring);
    expect(found.powers.map(({ id }) => id)).toEqual(['upgrade-exchange-v3', 'upgrade-deposit-contract']);
    for (const { id } of found.powers) {
      expect(found.frontier(id)).toMatchObject([{ delaySeconds: 45 * day, size: 4, bodies: [{ quorum: 4, of: 6 }] }]);
    }
  });

  it('keeps a user whom a full queue keeps out for another fifteen days', async () => {
    const found = await assessRecorded('degate3', loopring);
    expect(found.exit.finish).toMatchObject([{ name: 'queue', seconds: { value: 15 * day } }]);
  });
});

// Stand-ins: the contracts of Loopring are not on npm.
const [exchange, settings, verifier, deposits, admin, owner] = [1, 2, 3, 4, 5, 6].map(someone) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const limits =
  'function getConstants() view returns ((uint256 a, uint256 places, uint256 age, uint256 d, uint256 e, uint256 f, uint256 g, uint256 h, uint256 i, uint256 j))';
type World = {
  readonly places?: bigint;
  readonly over?: boolean;
  readonly circuits?: boolean;
  readonly answers?: StubContract['answers'];
};

function world({ places = 4096n, over = false, circuits = false, answers = [] }: World = {}): Stubs {
  const names = ['a', 'places', 'age', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  const values = { ...Object.fromEntries(names.map((name) => [name, 0n])), places, age: BigInt(15 * day) };
  return {
    [exchange]: {
      answers: [
        { view: limits, value: values },
        { view: 'function isInWithdrawalMode() view returns (bool)', value: over },
        { view: 'function getBlockHeight() view returns (uint256)', value: 7n },
        { view: 'function getDepositContract() view returns (address)', value: deposits },
        { view: 'function proxyOwner() view returns (address)', value: admin },
        ...answers,
      ],
      silent: ['function transferProxyOwnership(address)', 'function forceWithdraw(address, address, uint32) payable'],
      slots: {
        [numberToHex(5, { size: 32 })]: pad(settings),
        [keccak256(toBytes('org.zeppelinos.proxy.implementation'))]: pad(someone(7)),
        [keccak256(toBytes('org.zeppelinos.proxy.owner'))]: pad(admin),
      },
    },
    [someone(7)]: { answers: [], silent: ['function getNumAvailableForcedSlots() view returns (uint256)'] },
    [settings]: {
      answers: [
        { view: 'function blockVerifierAddress() view returns (address)', value: verifier },
        { view: 'function owner() view returns (address)', value: zeroAddress },
      ],
    },
    [verifier]: {
      answers: [{ view: 'function owner() view returns (address)', value: owner }],
      silent: [
        'function verifyProofs(uint8, uint16, uint8, uint256[], uint256[]) view returns (bool)',
        ...(circuits ? ['function registerCircuit(uint8, uint16, uint8, uint256[18])'] : []),
      ],
    },
    [deposits]: { answers: [{ view: 'function exchange() view returns (address)', value: exchange }] },
  };
}

async function assess(stubs: Stubs) {
  const reader = stubReader(stubs);
  const resolver = createResolver(reader, () => undefined);
  const chain = entry({ stack: 'loopring', contracts: { ExchangeV3: exchange } });
  return loopring.assess({ chain, reader, readerOf: () => undefined, resolver });
}

describe('an exchange', () => {
  it('in withdrawal mode lets everybody out at once', async () => {
    const { exit, facts } = await assess(world({ over: true, places: 0n }));
    expect(exit.possible).toMatchObject({ value: true });
    expect([...exit.start, ...exit.finish].map(({ seconds }) => seconds)).toMatchObject([{ value: 0 }, { value: 0 }]);
    expect(facts['exit.mechanism']).toMatchObject({ value: 'escape-hatch' });
  });

  it('without places for forced requests lets nobody out', async () => {
    const { exit, facts } = await assess(world({ places: 0n }));
    expect(exit.possible).toMatchObject({ status: 'known', value: false });
    expect(facts['inclusion.mechanism']).toMatchObject({ value: 'none' });
  });

  it('is upgraded at once by the owner of its proxy', async () => {
    const { powers } = await assess(world());
    expect(powers).toMatchObject([{ id: 'upgrade-exchange-v3', authority: { kind: 'body', id: `1:${admin}` } }]);
  });

  it('accepts any block from whoever can register a circuit', async () => {
    const { powers } = await assess(world({ circuits: true }));
    const power = powers.find(({ id }) => id === 'replace-verifier');
    expect(power).toMatchObject({ breaks: ['valid'], authority: { kind: 'body', id: `1:${owner}` } });
  });

  it('with a contract behind it that is not what it should be may be anybody’s', async () => {
    const strange = { ...world(), [verifier]: { answers: [] } };
    const { facts, powers } = await assess(strange);
    expect(facts['proof.enforced']?.status).toBe('unknown');
    expect(powers.find(({ id }) => id === 'unknown-verifier')?.authority.kind).toBe('unresolved');
    const without = await assess({ ...world(), [settings]: { answers: [] } });
    expect(without.powers.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['unknown-settings', 'unknown-verifier']),
    );
  });
});

describe.each(['loopring', 'degate3'])('without one of the reads of %s', (id) => {
  it('each fact stays what it was or becomes unknown, and no threat is hidden', async () => {
    const { changed, open, hidden } = await losses(id, loopring, recordedReads(id));
    expect(changed).toEqual([]);
    expect(hidden).toEqual([]);
    for (const name of ['proof.kind', 'proof.enforced', 'data.location', 'inclusion.seconds', 'state.posted']) {
      expect([...open]).toContain(name);
    }
  });
});

describe('recognising', () => {
  it('finds the exchange from itself, its owner and its deposit contract', async () => {
    const reader = stubReader(world());
    for (const address of [exchange, deposits]) {
      const found = await loopring.recognise(reader, address);
      expect(found).toMatchObject({ value: { contracts: { ExchangeV3: exchange }, chainId: null } });
    }
    const recorded = '0x9C07A72177c5A05410cA338823e790876E79D73B';
    expect(await loopring.recognise(readerOfRecording('degate3'), recorded)).toMatchObject({
      value: { contracts: { ExchangeV3: recorded } },
    });
  });

  it('takes nothing else for one', async () => {
    const reader = stubReader(world());
    for (const address of [verifier, admin]) {
      expect(await loopring.recognise(reader, address)).toMatchObject({ status: 'known', value: null });
    }
  });
});
