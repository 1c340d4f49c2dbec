import * as z from 'zod';
import type { Address, Hex } from 'viem';
import type { Authority, Body } from '../model/authority.ts';

/** A checksummed address. */
export const address: z.ZodType<Address> = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{40}$/)]);
/** Bytes in hexadecimal. */
export const hex: z.ZodType<Hex> = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]*$/)]);
/** `<chainId>:<address>`. */
export const bodyId = z.string();
/** The name of a read. */
export const evidenceIds = z.array(z.string());

/** See `Authority` in the model. */
export const authority: z.ZodType<Authority> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('nobody') }),
      z.strictObject({ kind: z.literal('anyone') }),
      z.strictObject({ kind: z.literal('key'), id: bodyId }),
      z.strictObject({
        kind: z.literal('threshold'),
        k: z.int(),
        of: z.array(authority),
        council: bodyId.exactOptional(),
      }),
      z.strictObject({ kind: z.literal('any'), of: z.array(authority) }),
      z.strictObject({ kind: z.literal('all'), of: z.array(authority) }),
      z.strictObject({ kind: z.literal('after'), seconds: z.number(), of: authority }),
      z.strictObject({
        kind: z.literal('limited'),
        selectors: z.array(hex),
        targets: z.array(address).exactOptional(),
        of: authority,
      }),
      z.strictObject({ kind: z.literal('electorate'), id: bodyId }),
      z.strictObject({ kind: z.literal('provableBug'), of: authority }),
      z.strictObject({ kind: z.literal('unresolved'), reason: z.string(), id: bodyId.exactOptional() }),
      z.strictObject({ kind: z.literal('body'), id: bodyId }),
    ]),
  )
  .meta({ id: 'Authority', description: 'Who can make something happen: a monotone formula over keys and delays.' });

/** See `Body` in the model. */
export const body: z.ZodType<Body> = z
  .strictObject({
    id: bodyId,
    chainId: z.int(),
    address,
    kind: z.string(),
    name: z.string(),
    authority,
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    notes: z.array(z.string()),
    vetoes: z.array(authority),
    evidence: evidenceIds,
  })
  .meta({ id: 'Body', description: 'An address that holds power, and who holds the power over it.' });
