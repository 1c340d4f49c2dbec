import { getAddress, type Address, type Hex } from 'viem';

const evenHex = /^0x(?:[0-9a-f]{2})*$/i;
const wordHex = /^0x[0-9a-f]{64}$/i;
const quantityHex = /^0x(?:0|[1-9a-f][0-9a-f]{0,63})$/i;
const addressHex = /^0x[0-9a-f]{40}$/i;

/** The members of a JSON object; `undefined` for anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

/** Bytes of any length, in lower case; `undefined` if it is anything else. */
export function asBytes(value: unknown): Hex | undefined {
  return typeof value === 'string' && evenHex.test(value) ? (value.toLowerCase() as Hex) : undefined;
}

/** Exactly 32 bytes, in lower case; `undefined` if it is anything else. */
export function asWord(value: unknown): Hex | undefined {
  return typeof value === 'string' && wordHex.test(value) ? (value.toLowerCase() as Hex) : undefined;
}

/** A number as JSON-RPC writes it: hex, without leading zeros; `undefined` if it is anything else. */
export function asQuantity(value: unknown): bigint | undefined {
  return typeof value === 'string' && quantityHex.test(value) ? BigInt(value) : undefined;
}

/** Such a number as recordings can hold: up to 2^53, which no block, time or chain is near; `undefined` if it is anything else. */
export function asSafeQuantity(value: unknown): bigint | undefined {
  const number = asQuantity(value);
  return number === undefined || number > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : number;
}

/** A checksummed address; `undefined` if it is anything else. */
export function asAddress(value: unknown): Address | undefined {
  return typeof value === 'string' && addressHex.test(value) ? getAddress(value.toLowerCase()) : undefined;
}

/** A number as JSON-RPC writes it. */
export function quantity(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}

/** Text from outside, for a message: one line, no control characters, at most `length` characters. */
export function quoted(text: string, length = 160): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return plain.length > length ? `${plain.slice(0, length)}…` : plain;
}
