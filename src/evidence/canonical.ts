import { keccak256, stringToBytes, type Hex } from 'viem';

/**
 * One text for one value: JSON without spaces, members in order of their names, `undefined` left out, whole numbers of any
 * size in decimal, bigints as text. Equal values have equal texts.
 */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'bigint') return member.toString();
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** keccak-256 of the canonical text: equal values have equal digests. */
export function canonicalDigest(value: unknown): Hex {
  return keccak256(stringToBytes(canonicalText(value)));
}
