import { bytesToBigInt, bytesToHex, hexToBytes, numberToHex, type Address, type Hex } from 'viem';
import { wrap } from './arithmetic.ts';

/** What the run of a contract ended with. */
export type Outcome = { readonly succeeded: boolean; readonly output: Uint8Array };

/** Thrown where what the EVM would do depends on more than code and storage: nothing follows from such a run. */
export class NotReplayable extends Error {}

/** Thrown where the EVM halts exceptionally. */
export class Halted extends Error {}

/** How much work is left to do, shared by all that draws on it: an instruction, or 32 bytes of memory, cost 1. */
export type Budget = { left: number };

/** One contract at work: as much of the machine's state as a view function can see. Addresses are words. */
export type Frame = {
  readonly code: Uint8Array;
  readonly jumps: ReadonlySet<number>;
  readonly address: bigint;
  readonly caller: bigint;
  readonly input: Uint8Array;
  readonly depth: number;
  readonly budget: Budget;
  readonly stack: bigint[];
  memory: Uint8Array;
  /** What the last call gave back. */
  returned: Uint8Array;
  at: number;
};

/** The most memory of one frame, in bytes: no view function needs it, and it bounds ours. */
const mostMemory = 1 << 20;
const mostDepth = 100;
const mostStack = 1024;

/** A frame before its first instruction. */
export function frameOf(
  options: Pick<Frame, 'address' | 'caller' | 'input' | 'depth' | 'budget'> & { readonly code: Hex },
): Frame {
  if (options.depth > mostDepth) throw new NotReplayable('calls within calls without end');
  // EIP-3541: nobody can deploy such code as EVM code. EIP-7702 uses it for delegations, other chains for other machines.
  if (options.code.startsWith('0xef')) throw new NotReplayable('code that is not for this machine');
  const code = hexToBytes(options.code);
  const start = { stack: [], memory: new Uint8Array(0), returned: new Uint8Array(0), at: 0 };
  return { ...options, code, jumps: jumpsOf(code), ...start };
}

/** Pays for work. */
export function spend({ budget }: Pick<Frame, 'budget'>, work: number): void {
  budget.left -= work;
  if (budget.left < 0) throw new NotReplayable('more steps than are followed');
}

/** Takes words off the stack, the top first. */
export function pop(frame: Frame, count: number): bigint[] {
  if (frame.stack.length < count) throw new Halted('stack underflow');
  return frame.stack.splice(frame.stack.length - count, count).reverse();
}

export function push(frame: Frame, word: bigint): void {
  if (frame.stack.length >= mostStack) throw new Halted('stack overflow');
  frame.stack.push(wrap(word));
}

/** A view of memory, grown by whole words where needed. */
export function memoryAt(frame: Frame, offset: bigint, size: bigint): Uint8Array {
  if (size === 0n) return new Uint8Array(0);
  const end = offset + size;
  if (end > mostMemory) throw new NotReplayable('more memory than is kept');
  const words = Math.ceil(Number(end) / 32);
  spend(frame, Number(size) >> 5);
  if (frame.memory.length < words * 32) {
    spend(frame, words);
    const grown = new Uint8Array(words * 32);
    grown.set(frame.memory);
    frame.memory = grown;
  }
  return frame.memory.subarray(Number(offset), Number(end));
}

/** Bytes of a source that goes on with zeros behind its end. */
export function padded(source: Uint8Array, offset: bigint, size: bigint): Uint8Array {
  if (size > mostMemory) throw new NotReplayable('more memory than is kept');
  const result = new Uint8Array(Number(size));
  if (offset < BigInt(source.length)) {
    result.set(source.subarray(Number(offset), Math.min(source.length, Number(offset + size))));
  }
  return result;
}

/** Bytes as one word. */
export function wordOf(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : bytesToBigInt(bytes);
}

/** A word as 32 bytes. */
export function bytesOf(word: bigint): Uint8Array {
  return hexToBytes(numberToHex(word, { size: 32 }));
}

/** The low 20 bytes of a word as an address, in lower case. */
export function addressOf(word: bigint): Address {
  return bytesToHex(bytesOf(word).subarray(12));
}

/** Where code may be jumped to: what is behind a PUSH is data. */
function jumpsOf(code: Uint8Array): ReadonlySet<number> {
  const jumps = new Set<number>();
  for (let at = 0; at < code.length; at++) {
    const opcode = code[at] as number;
    if (opcode === 0x5b) jumps.add(at);
    if (opcode >= 0x60 && opcode <= 0x7f) at += opcode - 0x5f;
  }
  return jumps;
}
