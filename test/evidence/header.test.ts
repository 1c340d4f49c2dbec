import fc from 'fast-check';
import { keccak256, toRlp, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeHeader, encodeHeader } from '../../src/evidence/header.ts';
import { mine, startAnvil, type Anvil } from '../devnet/anvil.ts';

let node: Anvil;
let block: Record<string, unknown>;
let hash: Hex;

beforeAll(async () => {
  node = await startAnvil();
  await mine(node, 2);
  const request = { method: 'eth_getBlockByNumber', params: ['latest', false] };
  block = (await node.client.request(request as never)) as unknown as Record<string, unknown>;
  hash = block['hash'] as Hex;
});
afterAll(() => node.stop());

/** A header with these fields behind those there are, as a later fork would have them. */
function extended(fields: Readonly<Record<string, Hex>>, values: readonly Hex[]) {
  const items = rlpItems(encodeHeader(block, hash) as Hex);
  const header = toRlp([...items, ...values]);
  return { header, json: { ...block, ...fields, hash: keccak256(header) } };
}

function rlpItems(header: Hex): readonly Hex[] {
  // 21 fields, as read back: the oracle is the block hash that anvil computed.
  const names = ['parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom'];
  const rest = ['extraData', 'mixHash', 'nonce'];
  const numbersBefore = ['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp'];
  const fields = [
    ...names,
    ...numbersBefore,
    ...rest,
    'baseFeePerGas',
    'withdrawalsRoot',
    'blobGasUsed',
    'excessBlobGas',
  ];
  const all = [...fields, 'parentBeaconBlockRoot', 'requestsHash'].map((name) => {
    const isNumber = numbersBefore.includes(name) || /Gas/.test(name);
    const value = block[name] as Hex;
    if (!isNumber) return value;
    const digits = BigInt(value).toString(16);
    return BigInt(value) === 0n ? '0x' : (`0x${digits.length % 2 ? '0' : ''}${digits}` as Hex);
  });
  expect(toRlp(all)).toBe(header);
  return all;
}

describe('the header of a block', () => {
  it('has the hash of the block', () => {
    const header = encodeHeader(block, hash);
    expect(header && keccak256(header)).toBe(hash);
    expect(header && decodeHeader(header)).toEqual({
      stateRoot: block['stateRoot'],
      number: BigInt(block['number'] as Hex),
      timestamp: BigInt(block['timestamp'] as Hex),
    });
  });

  it('is found with fields that a later fork adds, in whatever order they are named', () => {
    const accessList = keccak256('0x01');
    const [a, b] = [
      { blockAccessListHash: accessList, slotNumber: '0x10c' } as const,
      { slotNumber: '0x10c', blockAccessListHash: accessList } as const,
    ];
    for (const fields of [a, b]) {
      const { header, json } = extended(fields, [accessList, '0x010c']);
      expect(encodeHeader(json, json.hash)).toBe(header);
      expect(decodeHeader(header)?.stateRoot).toBe(block['stateRoot']);
    }
  });

  it('is found beside members that are not part of it', () => {
    const { header, json } = extended({ x: keccak256('0x02') }, [keccak256('0x02')]);
    const noise = { milliTimestamp: '0x123', finalityProof: '0xabcdef', note: 'hello', none: null, more: {} };
    expect(encodeHeader({ ...noise, ...json }, json.hash)).toBe(header);
  });

  it('is not found when any field is altered', () => {
    const names = Object.keys(block).filter(
      (name) => typeof block[name] === 'string' && !/^(hash|size|totalDifficulty)$/.test(name),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.constantFrom(...'0123456789abcdef'), (name, at, digit) => {
        const value = block[name] as string;
        const index = 2 + (at % Math.max(1, value.length - 2));
        const altered = value.slice(0, index) + digit + value.slice(index + 1);
        fc.pre(altered !== value);
        expect(encodeHeader({ ...block, [name]: altered }, hash)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it.each([null, undefined, 7, 'x', [], {}, { stateRoot: 7 }])('is not found in %j', (value) => {
    expect(encodeHeader(value, hash)).toBeUndefined();
  });

  it('is not read from what is none', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Hex>('0x', '0x01', hash), { maxLength: 14 }), (items) => {
        expect(decodeHeader(toRlp(items))).toBeUndefined();
      }),
    );
    for (const header of ['0x', '0x80', '0xc1', '0xff'] as const) expect(decodeHeader(header)).toBeUndefined();
  });
});
