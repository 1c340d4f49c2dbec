import { getAddress, isAddress, type Address, type Hex } from 'viem';
import * as z from 'zod';
import { grades, type CodeSummary } from '../model/evidence.ts';
import { recordingFormat } from './recording.ts';

const bytes = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x(?:[0-9a-f]{2})*$/.test(value),
  'expected 0x… bytes',
);
const word = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value), 'expected 32 bytes');
const address = z.custom<Address>(
  (value) => typeof value === 'string' && isAddress(value) && getAddress(value) === value,
  'expected a checksummed address',
);
const count = z.int().nonnegative();
const height = count.transform(BigInt);

const delegate = z.strictObject({ kind: z.enum(['eip7702', 'eip1167']), to: address });

/** Four bytes a value, one after the other. */
const pushed = bytes.refine((packed) => (packed.length - 2) % 8 === 0, 'expected 4-byte values').transform(unpack);

const code = z
  .strictObject({ size: count, delegatecalls: z.boolean(), delegate: delegate.optional(), pushed })
  .transform(({ delegate, ...rest }): Omit<CodeSummary, 'hash'> =>
    delegate === undefined ? rest : { ...rest, delegate },
  );

const log = z.strictObject({
  block: height,
  index: count,
  transaction: word,
  topics: z.array(word).max(4).readonly(),
  data: bytes,
});

/** A recording as JSON, with its reads not yet looked at. */
export const recordingSchema = z.strictObject({
  format: z.literal(recordingFormat),
  chain: z.string().min(1).max(100),
  grade: z.enum(grades),
  source: z.string().max(1000),
  chains: z.record(
    z.string().regex(/^[1-9]\d{0,15}$/),
    z.strictObject({
      block: z.strictObject({ number: height, hash: word, timestamp: height }),
      codes: z.record(word, code),
      reads: z.record(z.string(), z.unknown()),
      lone: z.array(z.string()).min(1).optional(),
      proofs: z
        .strictObject({ header: bytes, codes: z.array(bytes).readonly(), nodes: z.array(bytes).readonly() })
        .optional(),
    }),
  ),
});

/** What each kind of read may have come to, where it came to anything; a code is named by its hash. */
export const resultSchemas = {
  call: z.union([bytes.transform((returned) => ({ returned })), z.strictObject({ reverted: bytes })]),
  slot: word,
  code: word,
  logs: z.array(log).readonly(),
  transaction: z.strictObject({ from: address, to: address.nullable(), input: bytes }),
} as const;

/** What an id of each kind looks like behind `<chain id>/<kind>/`. */
export const idShapes: Readonly<Record<keyof typeof resultSchemas, RegExp>> = {
  call: /^0x[0-9a-f]{40}\/0x(?:[0-9a-f]{2})*$/,
  slot: /^0x[0-9a-f]{40}\/0x[0-9a-f]{1,64}$/,
  code: /^0x[0-9a-f]{40}$/,
  logs: /^0x[0-9a-f]{40}\/(?:(?:\*|0x[0-9a-f]{64})(?:\/(?:\*|0x[0-9a-f]{64})){0,3})?$/,
  transaction: /^0x[0-9a-f]{64}$/,
};

/** A read that failed. */
export const failureSchema = z.strictObject({ unknown: z.string().max(2000) });

function unpack(packed: Hex): readonly Hex[] {
  return (packed.slice(2).match(/.{8}/g) ?? []).map((value): Hex => `0x${value}`);
}
