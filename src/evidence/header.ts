import { fromRlp, keccak256, numberToHex, toRlp, type Hex } from 'viem';
import type { PinnedBlock } from '../model/evidence.ts';
import { asBytes, asObject, asQuantity } from './rpc-value.ts';

/** The members of a block that make its header, in order, up to Prague; a chain that is behind lacks the last ones. */
const headerMembers = [
  'parentHash',
  'sha3Uncles',
  'miner',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'logsBloom',
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'extraData',
  'mixHash',
  'nonce',
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
];

/** Those of them that are numbers: RLP leaves out their leading zeros. `nonce` and the like keep them. */
const numbers = new Set([
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'baseFeePerGas',
  'blobGasUsed',
  'excessBlobGas',
]);

/** What `eth_getBlockByHash` adds that is not in the header. */
const notInHeader = new Set(['hash', 'size', 'totalDifficulty', 'transactions', 'uncles', 'withdrawals']);

/** More members than that, of unknown meaning, are not tried out. */
const mostUnknown = 4;

/**
 * The RLP of a block's header, from what `eth_getBlockByHash` answers; `undefined` if no reading of it has the block's hash.
 * Members that a later fork adds are unknown here, as is their order, so the few possibilities are tried.
 */
export function encodeHeader(block: unknown, hash: Hex): Hex | undefined {
  const members = asObject(block);
  if (members === undefined) return undefined;
  const present = headerMembers.filter((name) => (members[name] ?? null) !== null);
  const items = present.map((name) => itemOf(members[name], numbers.has(name)));
  if (!items.every((item) => item !== undefined)) return undefined;
  const strange = Object.keys(members).filter((name) => !headerMembers.includes(name) && !notInHeader.has(name));
  const extra = strange.map((name) => itemOf(members[name], true) ?? itemOf(members[name], false));
  const usable = extra.filter((item) => item !== undefined).slice(0, mostUnknown);
  for (const more of arrangements(usable)) {
    const encoded = toRlp([...items, ...more]);
    if (keccak256(encoded) === hash) return encoded;
  }
  return undefined;
}

/** What a header says that evidence rests on. */
export type Header = Pick<PinnedBlock, 'number' | 'timestamp'> & { readonly stateRoot: Hex };

/** Reads a header, however many fields it has beyond the first fifteen; `undefined` if it is none. */
export function decodeHeader(header: Hex): Header | undefined {
  const items = listOf(header);
  const [stateRoot, number, timestamp] = [items?.[3], items?.[8], items?.[11]];
  if (items === undefined || items.length < 15) return undefined;
  if (typeof stateRoot !== 'string' || stateRoot.length !== 66) return undefined;
  if (!isNumber(number) || !isNumber(timestamp)) return undefined;
  return { stateRoot: stateRoot as Hex, number: numberOf(number), timestamp: numberOf(timestamp) };
}

/** What a header says, where it has this hash; `undefined` if it has not, or is none. */
export function headerOfHash(header: Hex, hash: Hex): Header | undefined {
  return keccak256(header) === hash ? decodeHeader(header) : undefined;
}

// RLP writes nought as no bytes: the genesis block's number is.
function numberOf(item: Hex): bigint {
  return item === '0x' ? 0n : BigInt(item);
}

function isNumber(item: unknown): item is Hex {
  return typeof item === 'string' && item.length <= 18;
}

function listOf(rlp: Hex): readonly unknown[] | undefined {
  try {
    const items: unknown = fromRlp(rlp, 'hex');
    return Array.isArray(items) ? items : undefined;
  } catch {
    return undefined;
  }
}

function itemOf(value: unknown, isNumber: boolean): Hex | undefined {
  if (!isNumber) return asBytes(value);
  const amount = asQuantity(value);
  if (amount === undefined) return undefined;
  return amount === 0n ? '0x' : (asBytes(numberToHex(amount)) ?? asBytes(`0x0${amount.toString(16)}`));
}

/** Every order of every selection, the shortest first. */
function arrangements(items: readonly Hex[]): readonly (readonly Hex[])[] {
  let last: readonly (readonly number[])[] = [[]];
  const all: (readonly number[])[] = [[]];
  for (let length = 1; length <= items.length; length++) {
    last = last.flatMap((chosen) => items.flatMap((_, at) => (chosen.includes(at) ? [] : [[...chosen, at]])));
    all.push(...last);
  }
  return all.map((chosen) => chosen.map((at) => items[at] as Hex));
}
