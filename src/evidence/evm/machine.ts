import { numberToHex, size as sizeOf, type Address, type Hex } from 'viem';
import { operations } from './arithmetic.ts';
import { addressOf, frameOf, Halted, memoryAt, NotReplayable, padded, pop, push, spend } from './frame.ts';
import type { Frame, Outcome } from './frame.ts';
import { instructions, unheardOf, type Run } from './instructions.ts';

/** What the machine has to know of the chain's state: a word of storage (32 bytes), or an account's code. */
export type StateQuestion =
  | { readonly kind: 'slot'; readonly address: Address; readonly slot: Hex }
  | { readonly kind: 'code'; readonly address: Address };

/** A run that stops at every question and goes on with the answer. Throws what the EVM would not survive, or we not replay. */
export type Running = Generator<StateQuestion, Outcome, Hex>;

/** Precompiled and system contracts of Ethereum and of L2s lie below; they have no code to run. */
export const firstOrdinary = 0x1_0000n;
/** The identity precompile, which old compilers copy memory with. */
const identity = 4n;

/** Runs a frame to its end. Exceptional halts of inner calls, which burn nearly all gas, are not replayed. */
export function* execute(frame: Frame, run: Run): Running {
  for (;;) {
    spend(frame, 1);
    const opcode = frame.code[frame.at++] ?? 0x00;
    const operation = operations.get(opcode);
    const instruction = instructions.get(opcode);
    if (operation !== undefined) push(frame, operation.apply(...pop(frame, operation.inputs)));
    else if (instruction !== undefined) instruction(frame, run);
    else {
      const ending = endOf(frame, opcode);
      if (ending !== undefined) return ending;
      yield* askOrCall(frame, opcode, run);
    }
  }
}

function endOf(frame: Frame, opcode: number): Outcome | undefined {
  if (opcode === 0x00) return { succeeded: true, output: new Uint8Array(0) };
  if (opcode === 0xfe) throw new Halted('invalid instruction');
  if (opcode !== 0xf3 && opcode !== 0xfd) return undefined;
  const [offset = 0n, size = 0n] = pop(frame, 2);
  return { succeeded: opcode === 0xf3, output: memoryAt(frame, offset, size).slice() };
}

/** The instructions that look at storage or at other contracts. */
function* askOrCall(frame: Frame, opcode: number, run: Run): Generator<StateQuestion, void, Hex> {
  switch (opcode) {
    case 0x3b:
      return push(frame, BigInt(sizeOf(yield codeAt(pop(frame, 1)[0]))));
    case 0x54: {
      const [slot = 0n] = pop(frame, 1);
      const address = addressOf(frame.address);
      return push(frame, BigInt(yield { kind: 'slot', address, slot: numberToHex(slot, { size: 32 }) }));
    }
    case 0xf1:
    case 0xfa:
    case 0xf4:
      return yield* call(frame, opcode, run);
    default:
      throw unheardOf(opcode);
  }
}

/** CALL without a payment, STATICCALL and DELEGATECALL. Nothing that is run changes anything, so they differ little. */
function* call(frame: Frame, opcode: 0xf1 | 0xf4 | 0xfa, run: Run): Generator<StateQuestion, void, Hex> {
  const [, target = 0n] = pop(frame, 2);
  const [value = 0n] = opcode === 0xf1 ? pop(frame, 1) : [];
  const [from = 0n, size = 0n, to = 0n, room = 0n] = pop(frame, 4);
  if (value !== 0n) throw new NotReplayable('a call that pays');
  const input = memoryAt(frame, from, size).slice();
  const space = memoryAt(frame, to, room);
  const { succeeded, output } = yield* inner(frame, { target: BigInt(addressOf(target)), input, opcode }, run);
  frame.returned = output;
  // Growing the memory for the input may have replaced it, growing it for the output cannot.
  space.set(output.subarray(0, space.length));
  push(frame, succeeded ? 1n : 0n);
}

type Inner = { readonly target: bigint; readonly input: Uint8Array; readonly opcode: 0xf1 | 0xf4 | 0xfa };

function* inner(frame: Frame, { target, input, opcode }: Inner, run: Run): Running {
  if (target === identity) return { succeeded: true, output: padded(input, 0n, BigInt(input.length)) };
  if (target < firstOrdinary) throw new NotReplayable(`a call of the precompiled contract ${addressOf(target)}`);
  const code = yield codeAt(target);
  const isDelegated = opcode === 0xf4;
  const [address, caller] = isDelegated ? [frame.address, frame.caller] : [target, frame.address];
  try {
    const { budget, depth } = frame;
    return yield* execute(frameOf({ code, address, caller, input, budget, depth: depth + 1 }), run);
  } catch (error) {
    throw error instanceof Halted ? new NotReplayable(`an inner call halts: ${error.message}`) : error;
  }
}

function codeAt(word: bigint | undefined): StateQuestion {
  return { kind: 'code', address: addressOf(word ?? 0n) };
}
