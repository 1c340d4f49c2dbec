import { keccak256 } from 'viem';
import type { PinnedBlock } from '../../model/evidence.ts';
import { bytesOf, Halted, memoryAt, NotReplayable, padded, pop, push, spend, wordOf, type Frame } from './frame.ts';

/** What is the same for a whole call, however many contracts it runs through. */
export type Run = {
  readonly chainId: number;
  readonly block: PinnedBlock;
  /** Whether the run has seen something that nodes may set as they like in an `eth_call`: time, height or gas. */
  contextual: boolean;
};

/** One instruction that needs neither storage nor another contract. */
export type Instruction = (frame: Frame, run: Run) => void;

/** A call that is not told how much gas there is sees this much. */
const plentyOfGas = 30_000_000n;
/** CALL, CALLCODE, DELEGATECALL and STATICCALL. */
const callOpcodes: ReadonlySet<number | undefined> = new Set([0xf1, 0xf2, 0xf4, 0xfa]);

/** Yellow Paper, appendix H.2, by opcode; EIP-5656 (MCOPY), EIP-1153 (TLOAD: nothing that is run here stores anything). */
export const instructions: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [0x20, hash],
  [0x30, (frame) => push(frame, frame.address)],
  // An eth_call without a sender comes from the zero address and pays nothing.
  [0x32, (frame) => push(frame, 0n)],
  [0x33, (frame) => push(frame, frame.caller)],
  [0x34, (frame) => push(frame, 0n)],
  [0x35, (frame) => push(frame, wordOf(padded(frame.input, one(frame), 32n)))],
  [0x36, (frame) => push(frame, BigInt(frame.input.length))],
  [0x37, (frame) => copy(frame, frame.input)],
  [0x38, (frame) => push(frame, BigInt(frame.code.length))],
  [0x39, (frame) => copy(frame, frame.code)],
  [0x3d, (frame) => push(frame, BigInt(frame.returned.length))],
  [0x3e, copyReturned],
  [0x42, (frame, run) => pushContext(frame, run, run.block.timestamp)],
  [0x43, (frame, run) => pushContext(frame, run, run.block.number)],
  [0x46, (frame, run) => push(frame, BigInt(run.chainId))],
  [0x50, (frame) => void pop(frame, 1)],
  [0x51, (frame) => push(frame, wordOf(memoryAt(frame, one(frame), 32n)))],
  [0x52, store],
  [0x53, storeByte],
  [0x56, (frame) => jump(frame, one(frame))],
  [0x57, jumpIf],
  [0x58, (frame) => push(frame, BigInt(frame.at - 1))],
  [0x59, (frame) => push(frame, BigInt(frame.memory.length))],
  [0x5a, gas],
  [0x5b, () => undefined],
  [0x5c, loadTransient],
  [0x5e, copyMemory],
  ...Array.from({ length: 33 }, (_, size) => [0x5f + size, pushBytes(size)] as const),
  ...Array.from({ length: 16 }, (_, depth) => [0x80 + depth, duplicate(depth + 1)] as const),
  ...Array.from({ length: 16 }, (_, depth) => [0x90 + depth, swap(depth + 1)] as const),
]);

function one(frame: Frame): bigint {
  return pop(frame, 1)[0] as bigint;
}

function hash(frame: Frame): void {
  const [offset = 0n, size = 0n] = pop(frame, 2);
  const bytes = memoryAt(frame, offset, size);
  // Hashing takes much longer than moving.
  spend(frame, bytes.length >> 2);
  push(frame, BigInt(keccak256(bytes)));
}

function copy(frame: Frame, source: Uint8Array): void {
  const [to = 0n, from = 0n, size = 0n] = pop(frame, 3);
  memoryAt(frame, to, size).set(padded(source, from, size));
}

/** Unlike the other copies it halts behind the end (EIP-211). */
function copyReturned(frame: Frame): void {
  const [to = 0n, from = 0n, size = 0n] = pop(frame, 3);
  if (from + size > BigInt(frame.returned.length)) throw new Halted('return data out of bounds');
  memoryAt(frame, to, size).set(padded(frame.returned, from, size));
}

function copyMemory(frame: Frame): void {
  const [to = 0n, from = 0n, size = 0n] = pop(frame, 3);
  const [source, target] = [memoryAt(frame, from, size).slice(), memoryAt(frame, to, size)];
  target.set(source);
}

function store(frame: Frame): void {
  const [offset = 0n, word = 0n] = pop(frame, 2);
  memoryAt(frame, offset, 32n).set(bytesOf(word));
}

function storeByte(frame: Frame): void {
  const [offset = 0n, word = 0n] = pop(frame, 2);
  memoryAt(frame, offset, 1n)[0] = Number(word & 0xffn);
}

function jump(frame: Frame, to: bigint): void {
  if (to > BigInt(frame.code.length) || !frame.jumps.has(Number(to))) throw new Halted('bad jump');
  frame.at = Number(to);
}

function jumpIf(frame: Frame): void {
  const [to = 0n, condition = 0n] = pop(frame, 2);
  if (condition !== 0n) jump(frame, to);
}

function pushContext(frame: Frame, run: Run, word: bigint): void {
  run.contextual = true;
  push(frame, word);
}

/** Compilers push the gas that is left right before a call, to pass all of it on; anything else looks at it. */
function gas(frame: Frame, run: Run): void {
  if (!callOpcodes.has(frame.code[frame.at])) run.contextual = true;
  push(frame, plentyOfGas);
}

function loadTransient(frame: Frame): void {
  pop(frame, 1);
  push(frame, 0n);
}

function pushBytes(size: number): Instruction {
  return (frame) => {
    push(frame, wordOf(padded(frame.code, BigInt(frame.at), BigInt(size))));
    frame.at += size;
  };
}

function duplicate(depth: number): Instruction {
  return (frame) => {
    const word = frame.stack.at(-depth);
    if (word === undefined) throw new Halted('stack underflow');
    push(frame, word);
  };
}

function swap(depth: number): Instruction {
  return ({ stack }) => {
    const [top, other] = [stack.at(-1), stack.at(-1 - depth)];
    if (top === undefined || other === undefined) throw new Halted('stack underflow');
    stack[stack.length - 1] = other;
    stack[stack.length - 1 - depth] = top;
  };
}

/** For an opcode that is in no table: one that changes state, is newer than this, or asks for what no proof shows. */
export function unheardOf(opcode: number): NotReplayable {
  return new NotReplayable(`instruction 0x${opcode.toString(16).padStart(2, '0')} is not replayed`);
}
