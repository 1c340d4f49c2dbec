import { concatHex, hexToBigInt, numberToHex, size, slice, type Address, type Hex } from 'viem';

/** One call of a group. */
export type GroupedCall = { readonly to: Address; readonly data: Hex };

/**
 * A program that makes many static calls and returns all answers. It is put at the zero address for the length of one
 * `eth_call` from the zero address (the node's state override), so that contracts see the caller they would see in an
 * `eth_call` of their own. Through Multicall3 they would see Multicall3, and proxies that answer `admin()` and
 * `implementation()` to the zero address only would pass the question on. To others it behaves like an empty account.
 *
 * In: for each call 20 bytes of address, 4 of length, the calldata. Out: for each call 32 bytes each of gas before, gas
 * after, success and length, then the answer unless it is longer than `longestAnswer`. A call gets `callGas` at most.
 */
export const callRunner: Hex = `0x${[
  '33 15 60 06 57 00', //             stop unless the caller is zero
  '5b 60 00 60 00', //                06: stack: where to write, where to read
  '5b 36 81 10 60 16 57', //          0b: while there is something left to read, go to 16
  '50 60 00 f3', //                   return everything that was written
  '5b 80 35 80 60 60 1c 90', //       16: the first 20 bytes are the address
  '60 40 1c 63 ff ff ff ff 16', //    the next 4 the length
  '91 60 18 01', //                   the calldata follow
  '82 81 85 60 80 01 37', //          copy them to where the answer will be
  '90 60 00 60 00 84 86 60 80 01 84', // arguments of the call
  '5a 89 52', //                      gas before
  '63 00 98 96 80 fa', //             staticcall with callGas
  '5a 85 60 20 01 52', //             gas after
  '84 60 40 01 52', //                success
  '3d 84 60 60 01 52', //             length of the answer
  '50 01', //                         read on behind the calldata
  '3d 80 61 40 00 10 60 74 57', //    if the answer is longer than longestAnswer, go to 74
  '80 60 00 84 60 80 01 3e', //       copy it
  '90 91 01 60 80 01 90 60 0b 56', // write on behind it
  '5b 50 90 60 80 01 90 60 0b 56', // 74: write on behind the header
]
  .join('')
  .replaceAll(' ', '')}`;

const callGas = 10_000_000n;
const longestAnswer = 0x4000;
const headerSize = 0x80;

/** The runner's input. */
export function encodeCalls(calls: readonly GroupedCall[]): Hex {
  return concatHex(calls.flatMap(({ to, data }) => [to, numberToHex(size(data), { size: 4 }), data]));
}

/**
 * What each call returned, `undefined` where that can't be relied on and it has to be asked alone: it failed (a static call
 * may fail where a plain one would not), its answer was too long, or it used so much gas that a limit may have changed the
 * answer. `undefined` as a whole if this is not the runner's output for that many calls.
 */
export function decodeAnswers(output: Hex, count: number): readonly (Hex | undefined)[] | undefined {
  const answers: (Hex | undefined)[] = [];
  let at = 0;
  while (at + headerSize <= size(output)) {
    const [before, after] = [wordAt(output, at), wordAt(output, at + 0x20)];
    const [success, length] = [wordAt(output, at + 0x40), wordAt(output, at + 0x60)];
    at += headerSize;
    const kept = length > longestAnswer ? 0 : Number(length);
    if (at + kept > size(output)) return undefined;
    const isSound = success === 1n && length <= longestAnswer && isFarFromLimit(before, before - after);
    answers.push(isSound ? (kept === 0 ? '0x' : slice(output, at, at + kept)) : undefined);
    at += kept;
  }
  return at === size(output) && answers.length === count ? answers : undefined;
}

/**
 * A part of the call that runs out of gas burns 63/64 of what there is (EIP-150). What used less than a quarter of its
 * allowance therefore did all it wanted to.
 */
function isFarFromLimit(before: bigint, used: bigint): boolean {
  const available = (before * 63n) / 64n;
  return used * 4n < (available < callGas ? available : callGas);
}

function wordAt(output: Hex, at: number): bigint {
  return hexToBigInt(slice(output, at, at + 32));
}
