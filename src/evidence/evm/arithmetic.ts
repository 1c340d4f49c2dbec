/** An instruction that only turns words into a word: how many it takes, and what it gives before it is cut to 256 bits. */
export type Operation = { readonly inputs: number; readonly apply: (...words: bigint[]) => bigint };

/** Yellow Paper, appendix H.2, “arithmetic” and “comparison and bitwise logic”, by opcode; EIP-145 for the shifts. */
export const operations: ReadonlyMap<number, Operation> = new Map(
  Object.entries<(...words: bigint[]) => bigint>({
    0x01: (a, b) => a + b,
    0x02: (a, b) => a * b,
    0x03: (a, b) => a - b,
    0x04: (a, b) => (b === 0n ? 0n : a / b),
    0x05: (a, b) => (b === 0n ? 0n : signed(a) / signed(b)),
    0x06: (a, b) => (b === 0n ? 0n : a % b),
    0x07: (a, b) => (b === 0n ? 0n : signed(a) % signed(b)),
    0x08: (a, b, n) => (n === 0n ? 0n : (a + b) % n),
    0x09: (a, b, n) => (n === 0n ? 0n : (a * b) % n),
    0x0a: (base, exponent) => power(base, exponent),
    0x0b: (bytes, word) => (bytes > 30n ? word : BigInt.asIntN(8 * (Number(bytes) + 1), word)),
    0x10: (a, b) => truth(a < b),
    0x11: (a, b) => truth(a > b),
    0x12: (a, b) => truth(signed(a) < signed(b)),
    0x13: (a, b) => truth(signed(a) > signed(b)),
    0x14: (a, b) => truth(a === b),
    0x15: (a) => truth(a === 0n),
    0x16: (a, b) => a & b,
    0x17: (a, b) => a | b,
    0x18: (a, b) => a ^ b,
    0x19: (a) => ~a,
    0x1a: (at, word) => (at > 31n ? 0n : (word >> (8n * (31n - at))) & 0xffn),
    0x1b: (by, word) => (by > 255n ? 0n : word << by),
    0x1c: (by, word) => (by > 255n ? 0n : word >> by),
    0x1d: (by, word) => signed(word) >> (by > 255n ? 255n : by),
  }).map(([opcode, apply]) => [Number(opcode), { inputs: apply.length, apply }]),
);

/** The lowest 256 bits. */
export function wrap(value: bigint): bigint {
  return BigInt.asUintN(256, value);
}

function signed(word: bigint): bigint {
  return BigInt.asIntN(256, word);
}

function truth(condition: boolean): bigint {
  return condition ? 1n : 0n;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}
