import fc from 'fast-check';
import { concatHex, getAddress, keccak256, numberToHex, pad, toHex, type Address, type Hex } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { checkProofs, gradeReads } from '../../src/evidence/proofs.ts';
import { record } from '../../src/evidence/recorder.ts';
import { serialiseRecording, type ChainRecording } from '../../src/evidence/recording.ts';
import type { CodeSummary, EvidenceId, ReadRequest } from '../../src/model/evidence.ts';
import { known } from '../../src/model/observation.ts';
import { accounts, startAnvil, type Anvil } from '../devnet/anvil.ts';
import { startFaultProxy, type FaultProxy } from '../devnet/fault-proxy.ts';

/** sstore(calldataload(0), calldataload(32)), then a marker that makes each code another one. */
const stores: Hex = '0x6020356000355500';
const contracts = Array.from({ length: 12 }, (_, at) => getAddress(pad(toHex(at + 0xa0), { size: 20 })));
const [first = contracts[0] as Address] = contracts;
const absent = getAddress(pad('0xdead', { size: 20 }));

let node: Anvil;
let proxy: FaultProxy;
let chain: ChainRecording;

beforeAll(async () => {
  node = await startAnvil();
  proxy = await startFaultProxy(node.url);
  for (const [at, address] of contracts.entries()) {
    await node.client.setCode({ address, bytecode: concatHex([stores, numberToHex(at, { size: 1 })]) });
  }
  for (const [at, to] of contracts.entries()) {
    for (let slot = 0; slot < at * 4; slot++) await store(to, [slot, valueAt(at, slot)]);
  }
  await node.client.mine({ blocks: 1 });
  chain = await capture();
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await node.stop();
});

/** Another one everywhere, so that what is true of one place is true of no other. */
function valueAt(contract: number, slot: number): bigint {
  return BigInt(contract * 1000 + slot + 1);
}

async function store(to: Address, [slot, value]: readonly [number, bigint]): Promise<void> {
  const data = concatHex([toHex(slot, { size: 32 }), toHex(value, { size: 32 })]);
  await node.client.sendTransaction({ account: accounts[0], to, data, chain: node.client.chain, gas: 100_000n });
}

function requests(): readonly ReadRequest[] {
  const codes = [...contracts, absent, accounts[1]].map((address) => ({ kind: 'code', address }) as const);
  const slots = [...contracts, absent].flatMap((address, at) =>
    [0, 1, at, 99].map((slot) => ({ kind: 'slot', address, slot: toHex(slot, { size: 32 }) }) as const),
  );
  return [...codes, ...slots, { kind: 'call', to: first, data: '0x' }];
}

/** Reads everything through the proxy, then has it proved. */
async function capture(): Promise<ChainRecording> {
  const live = await openLiveReader({ url: proxy.url, block: 'latest' });
  const recorder = record([live], { chain: 'example' });
  await Promise.all(requests().map((request) => recorder.readerOf(live.chainId)?.read(request)));
  const read = recorder.recording().chains.get(live.chainId);
  if (read === undefined) throw new Error('unreachable');
  const proofs = await live.proveReads(read.reads);
  if (proofs.status === 'unknown') throw new Error(proofs.reason);
  return { ...read, proofs: proofs.value };
}

function provableIds(): readonly EvidenceId[] {
  return [...chain.reads.keys()].filter((id) => !id.includes('/call/'));
}

describe('proofs of a live read', () => {
  it('prove every slot and every code, of what exists and of what does not', () => {
    const { proved, problems } = checkProofs(chain);
    expect(problems).toEqual([]);
    expect([...proved].sort()).toEqual([...provableIds()].sort());
    const values = [...chain.reads.values()].map((read) => (read.status === 'known' ? read.value : 'unknown'));
    expect(values).toContain(toHex(valueAt(7, 1), { size: 32 }));
    expect(values).toContain(toHex(0, { size: 32 }));
  });

  it('survive the recording', () => {
    const recording = { chain: 'example', grade: 'read', source: 'x', chains: new Map([[31_337, chain]]) } as const;
    const parsed = parseRecording(serialiseRecording(recording), 'x').chains.get(31_337);
    expect(parsed).toEqual(chain);
    expect(parsed && checkProofs(parsed)).toEqual(checkProofs(chain));
  });

  it('lift what they prove to grade proved, and nothing else', () => {
    const grades = gradeReads(chain, 'read');
    expect([...grades].filter(([, grade]) => grade === 'read').map(([id]) => id)).toEqual([`31337/call/${first}/0x`]);
    expect(
      new Set(
        gradeReads({ ...chain, reads: new Map(chain.reads).set('31337/slot/0x00/0x00', known('0x')) }, 'read').values(),
      ).size,
    ).toBe(2);
    const { proofs: _, ...bare } = chain;
    expect(new Set(gradeReads(bare, 'read').values())).toEqual(new Set(['read']));
  });
});

/** Changes one byte somewhere, or `undefined` where nothing changed. */
type Alteration = { readonly part: string; readonly which: number; readonly at: number; readonly xor: number };

function altered({ part, which, at, xor }: Alteration): ChainRecording | undefined {
  const proofs = chain.proofs;
  if (proofs === undefined) return undefined;
  const flip = (hex: Hex): Hex => {
    const index = 2 + 2 * (at % ((hex.length - 2) / 2));
    const byte = Number.parseInt(hex.slice(index, index + 2), 16) ^ xor;
    return `${hex.slice(0, index)}${byte.toString(16).padStart(2, '0')}${hex.slice(index + 2)}` as Hex;
  };
  const flipOne = (list: readonly Hex[]): readonly Hex[] =>
    list.with(which % list.length, flip(list[which % list.length] as Hex));
  switch (part) {
    case 'a node':
      return { ...chain, proofs: { ...proofs, nodes: flipOne(proofs.nodes) } };
    case 'a code':
      return { ...chain, proofs: { ...proofs, codes: flipOne(proofs.codes) } };
    case 'the header':
      return { ...chain, proofs: { ...proofs, header: flip(proofs.header) } };
    case 'the block hash':
      return { ...chain, block: { ...chain.block, hash: flip(chain.block.hash) } };
    case 'the block number':
      return { ...chain, block: { ...chain.block, number: chain.block.number + BigInt(xor) } };
    case 'the timestamp':
      return { ...chain, block: { ...chain.block, timestamp: chain.block.timestamp - BigInt(xor) } };
    case 'a missing node':
      return { ...chain, proofs: { ...proofs, nodes: proofs.nodes.toSpliced(which % proofs.nodes.length, 1) } };
    default:
      return alteredRead({ part, which, at, xor }, flip);
  }
}

function alteredRead({ part, which, xor }: Alteration, flip: (hex: Hex) => Hex): ChainRecording {
  const ids = provableIds().filter((id) => !isEmpty(id) || part === 'a value');
  const id = ids[which % ids.length] as EvidenceId;
  const read = chain.reads.get(id);
  if (read?.status !== 'known') throw new Error('unreachable');
  const reads = new Map(chain.reads);
  if (part === 'a value') {
    const value = read.value;
    reads.set(id, known(typeof value === 'string' ? flip(value) : alteredCode(value as CodeSummary, xor, flip), [id]));
  } else {
    const [chainId, kind, address, ...slot] = id.split('/');
    const other = kind === 'slot' && xor % 2 ? [address, flip(slot[0] as Hex)] : [flip(address as Hex), ...slot];
    reads.delete(id);
    reads.set([chainId, kind, ...other].join('/'), read);
  }
  return { ...chain, reads };
}

/** Of an absent thing it is true of many other slots and addresses too that they are empty. */
function isEmpty(id: EvidenceId): boolean {
  const read = chain.reads.get(id);
  if (read?.status !== 'known') return true;
  return typeof read.value === 'string' ? BigInt(read.value) === 0n : (read.value as CodeSummary).size === 0;
}

function alteredCode(code: CodeSummary, xor: number, flip: (hex: Hex) => Hex): CodeSummary {
  const changes: readonly CodeSummary[] = [
    { ...code, hash: flip(code.hash) },
    { ...code, size: code.size + xor },
    { ...code, delegatecalls: !code.delegatecalls },
    { ...code, pushed: [...code.pushed, flip('0x00000000')] },
    { ...code, delegate: { kind: 'eip1167', to: first } },
  ];
  return changes[xor % changes.length] as CodeSummary;
}

/** A missing piece only leaves a read unproved, and so do an altered code or id that happen to be another one's. */
function isSeenAtOnce(part: string): boolean {
  return !['a missing node', 'a code', 'an id'].includes(part);
}

describe('an altered recording is not accepted', () => {
  const parts = [
    'a node',
    'a code',
    'the header',
    'the block hash',
    'the block number',
    'the timestamp',
    'a missing node',
    'a value',
    'an id',
  ];
  it.each(parts)('when %s is altered', (part) => {
    const alteration = fc.record({
      part: fc.constant(part),
      which: fc.nat(),
      at: fc.nat(),
      xor: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(alteration, (one) => {
        const recording = altered(one);
        if (recording === undefined) throw new Error('nothing to alter');
        const { proved, problems } = checkProofs(recording);
        const isAccepted = problems.length === 0 && proved.size === provableIds().length;
        expect(isAccepted).toBe(false);
        if (isSeenAtOnce(part)) expect(problems).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a node that lies', () => {
  it('about a slot is contradicted by the proof', async () => {
    const slot = toHex(1, { size: 32 });
    const lie = pad('0x07', { size: 32 });
    proxy.fault = {
      alter: (reply, { method, params }) =>
        method === 'eth_getStorageAt' && params[1] === slot ? { ...reply, result: lie } : reply,
    };
    const { problems } = checkProofs(await capture());
    expect(problems).toEqual(
      expect.arrayContaining(
        [...contracts, absent].map((one) =>
          expect.stringContaining(`${one.toLowerCase()}/${slot}: the proof shows another value`),
        ),
      ),
    );
    expect(problems).toHaveLength(contracts.length + 1);
  });

  it('about a code is contradicted by the proof', async () => {
    proxy.fault = {
      alter: (reply, { method, params }) =>
        method === 'eth_getCode' && params[0] === first ? { ...reply, result: '0x00' } : reply,
    };
    expect(checkProofs(await capture()).problems).toEqual([
      `31337/code/${first.toLowerCase()}: the proof shows another value`,
    ]);
  });

  it('in its proofs proves nothing', async () => {
    proxy.fault = {
      alter: (reply, { method }) =>
        method === 'eth_getProof'
          ? JSON.parse(JSON.stringify(reply).replaceAll(/"0xf8([0-9a-f]{2})/g, '"0xf900$1'))
          : reply,
    };
    const { proved, problems } = checkProofs(await capture());
    expect(problems).toEqual([]);
    expect(proved.size).toBeLessThan(provableIds().length);
  });

  it.each([null, 7, 'x', {}, { accountProof: 7 }, { accountProof: [7], storageProof: [null, { proof: ['0x'] }] }])(
    'and answers eth_getProof with %j proves nothing',
    async (result) => {
      proxy.fault = { intercept: ({ method }) => (method === 'eth_getProof' ? { result } : undefined) };
      const captured = await capture();
      expect(checkProofs(captured)).toEqual({ proved: new Set(), problems: [] });
      expect(captured.proofs?.nodes).toEqual([]);
    },
  );

  it('about the header has its proofs refused, unless the raw header sets it right', async () => {
    const raw = chain.proofs?.header as Hex;
    const lie = keccak256('0x01');
    proxy.fault = {
      alter: (reply, { method }) =>
        method === 'eth_getBlockByHash'
          ? { ...reply, result: { ...(reply.result as object), receiptsRoot: lie } }
          : reply,
    };
    await expect(capture()).rejects.toThrow('does not have the hash of the block');
    proxy.fault = {
      ...proxy.fault,
      intercept: ({ method }) => (method === 'debug_getRawHeader' ? { result: raw } : undefined),
    };
    expect((await capture()).proofs).toEqual(chain.proofs);
  });
});

it('a state that is not the one of the header is not proved', async () => {
  await node.client.setStorageAt({ address: first, index: 0, value: pad('0x07', { size: 32 }) });
  const { proved, problems } = checkProofs(await capture());
  expect(proved.size).toBe(0);
  expect(problems).toEqual([]);
});
