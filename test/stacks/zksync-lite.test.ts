import { type Address, numberToHex, pad } from 'viem';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { zksyncLite } from '../../src/stacks/zksync-lite/index.ts';
import type { StubContract } from '../authority/stub-reader.ts';
import { stubReader } from '../authority/stub-reader.ts';
import { someone, type Stubs } from '../authority/stub-resolved.ts';
import { entry } from './assessed.ts';
import { losses } from './facts-without.ts';
import { readerOfRecording } from './recorded-reader.ts';
import { assessRecorded, recordedReads } from './recorded.ts';

const day = 86_400;
const recorded = '0xaBEA9132b05A70803a4E85094fD0e1800777fBEF';

describe('ZKsync Lite in March 2025, as recorded', () => {
  it('is proved by a SNARK, has its data on Ethereum, and has an exodus mode', async () => {
    const found = await assessRecorded('zksync', zksyncLite);
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.variant')).toBe('SN');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('inclusion.mechanism')).toBe('force');
    expect(found.fact('exit.mechanism')).toBe('escape-hatch');
    expect(found.fact('exit.alone')).toBe(true);
  });

  it('is found from its main contract alone', async () => {
    const found = await assessRecorded('zksync', zksyncLite);
    expect(found.contracts.map(({ role }) => role)).toEqual([
      'MainContract',
      'UpgradeGatekeeper',
      'Governance',
      'Verifier',
    ]);
  });

  it('is upgraded by five of eight after three weeks, and at once if a council that nobody can list agrees', async () => {
    const found = await assessRecorded('zksync', zksyncLite);
    expect(found.frontier('upgrade-main-contract')).toMatchObject([
      { delaySeconds: 0, size: 6 },
      { delaySeconds: 21 * day, size: 5, bodies: [{ quorum: 5, of: 8 }] },
    ]);
    expect(found.frontier('upgrade-main-contract')[0]?.keys.join()).toContain('security council');
  });

  it('can have committed blocks taken back by its one validator', async () => {
    const found = await assessRecorded('zksync', zksyncLite);
    expect(found.power('revert-blocks').breaks).toEqual(['unreverted']);
    expect(found.frontier('revert-blocks')).toMatchObject([
      { delaySeconds: 0, size: 1, keys: ['1:0x01c3A1a6890A146aC187A019F9863B3Ab2BfF91e'] },
    ]);
  });

  it('does not say how long a priority request may be left, so the way out is not known either', async () => {
    const found = await assessRecorded('zksync', zksyncLite);
    expect(found.fact('inclusion.seconds')).toContain('? how long priority requests may be left');
    expect(found.exit.start[0]?.seconds.status).toBe('unknown');
  });
});

// Stand-ins: the contracts of zkSync's first rollup are not on npm.
const [main, gatekeeper, governance, verifier, governor, validator] = [1, 2, 3, 4, 5, 6].map(someone) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
];
const masterSlot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103';
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';
const isValidator = 'function validators(address) view returns (bool)';
const managed = 'function managedContracts(uint256) view returns (address)';
const proxied = (more: StubContract): StubContract => ({
  ...more,
  slots: { ...more.slots, [masterSlot]: pad(gatekeeper), [implementationSlot]: pad(someone(9)) },
});

function world(more: { readonly exodus?: boolean; readonly pushes?: readonly string[] } = {}): Stubs {
  return {
    [main]: proxied({
      answers: [
        { view: 'function exodusMode() view returns (bool)', value: more.exodus ?? false },
        { view: 'function getNoticePeriod() view returns (uint256)', value: BigInt(8 * day) },
      ],
      silent: ['function requestFullExit(uint32, address)', ...(more.pushes ?? [])],
    }),
    [someone(9)]: { answers: [], silent: ['function upgrade(bytes)'] },
    [gatekeeper]: {
      answers: [
        { view: 'function getMaster() view returns (address)', value: governor },
        { view: 'function mainContract() view returns (address)', value: main },
        ...[governance, verifier, main].map((value, index) => ({ view: managed, args: [BigInt(index)], value })),
      ],
      silent: ['function startUpgrade(address[])', 'function finishUpgrade(bytes[])'],
    },
    [governance]: proxied({
      answers: [
        { view: 'function networkGovernor() view returns (address)', value: governor },
        { view: isValidator, args: [validator], value: true },
        { view: isValidator, value: false },
      ],
      events: [validator, someone(7)].map((validatorAddress) => ({
        event: 'event ValidatorStatusUpdate(address indexed validatorAddress, bool isActive)',
        args: { validatorAddress, isActive: true },
      })),
    }),
    [verifier]: proxied({
      answers: [],
      silent: ['function verifyBlockProof(uint256[], bytes32, uint32) view returns (bool)'],
    }),
  };
}

async function assess(stubs: Stubs) {
  const reader = stubReader(stubs);
  const resolver = createResolver(reader, () => undefined);
  const chain = entry({ stack: 'zksync-lite', contracts: { MainContract: main } });
  return zksyncLite.assess({ chain, reader, readerOf: () => undefined, resolver });
}

describe('a rollup built like it', () => {
  it('is found through its gatekeeper, and has no validator who is no longer one', async () => {
    const { facts, powers } = await assess(world());
    expect(facts['proof.enforced']).toMatchObject({ value: true });
    const reverting = powers.find(({ id }) => id === 'revert-blocks')?.authority;
    expect(reverting).toEqual({
      kind: 'any',
      of: [
        { kind: 'body', id: `1:${governor}` },
        { kind: 'body', id: `1:${validator}` },
      ],
    });
  });

  it('in exodus mode lets everybody out at once', async () => {
    const { exit } = await assess(world({ exodus: true }));
    expect(exit.start).toMatchObject([{ seconds: { status: 'known', value: 0 } }]);
  });

  it('whose code holds the known expiration counts it in blocks of Ethereum', async () => {
    // A function whose selector is the number: the code of a stand-in holds what it is told to.
    const reader = stubReader(world());
    const holding = {
      ...reader,
      read: (async (request: Parameters<typeof reader.read>[0]) => {
        const answer = await reader.read(request);
        if (request.kind !== 'code' || answer.status === 'unknown' || request.address !== main) return answer;
        const code = answer.value as { readonly pushed: readonly string[] };
        return { ...answer, value: { ...code, pushed: [...code.pushed, numberToHex(80_640, { size: 4 })] } };
      }) as typeof reader.read,
    };
    const resolver = createResolver(holding, () => undefined);
    const chain = entry({ stack: 'zksync-lite', contracts: { MainContract: main } });
    const { exit } = await zksyncLite.assess({ chain, reader: holding, readerOf: () => undefined, resolver });
    expect(exit.start).toMatchObject([{ name: 'priority request', seconds: { value: 80_640 * 12 } }]);
  });

  it('without a verifier, governance or gatekeeper that is recognised may be anybody’s', async () => {
    const { powers, facts } = await assess({ ...world(), [gatekeeper]: { answers: [] } });
    expect(powers.map(({ id }) => id)).toEqual(expect.arrayContaining(['unknown-verifier', 'unknown-governance']));
    expect(facts['proof.enforced']?.status).toBe('unknown');
    const { [main]: before } = world();
    const loose = await assess({ [main]: { ...(before as StubContract), slots: {} } });
    expect(loose.powers.map(({ id }) => id)).toContain('unknown-gatekeeper');
  });
});

describe('without one of the reads of ZKsync Lite', () => {
  it('each fact stays what it was or becomes unknown, and no threat is hidden', async () => {
    const { changed, open, hidden } = await losses('zksync', zksyncLite, recordedReads('zksync'));
    expect(changed).toEqual([]);
    expect(hidden).toEqual([]);
    for (const name of ['proof.kind', 'proof.enforced', 'data.location', 'exit.mechanism']) {
      expect([...open]).toContain(name);
    }
  });
});

describe('recognising', () => {
  it('finds the main contract from itself, the gatekeeper and every other proxy', async () => {
    const reader = stubReader(world());
    for (const address of [main, gatekeeper, governance, verifier]) {
      const found = await zksyncLite.recognise(reader, address);
      expect(found).toMatchObject({ value: { contracts: { MainContract: main }, chainId: null } });
    }
    expect(await zksyncLite.recognise(readerOfRecording('zksync'), recorded)).toMatchObject({
      value: { contracts: { MainContract: recorded } },
    });
  });

  it('takes nothing else for one', async () => {
    const reader = stubReader(world());
    for (const address of [governor, someone(9)]) {
      expect(await zksyncLite.recognise(reader, address)).toMatchObject({ status: 'known', value: null });
    }
  });
});
