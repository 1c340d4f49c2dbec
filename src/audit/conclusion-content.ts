import type { Hex } from 'viem';
import * as z from 'zod';
import { canonicalText } from '../evidence/canonical.ts';
import type { Leaf } from '../evidence/commitment.ts';
import type { AuditBasis } from './conclusions.ts';

const digest = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value));

const content = z.looseObject({
  audit: z.strictObject({
    chain: z.string().regex(/^[a-z0-9-]{1,100}$/),
    day: z.iso.date(),
    evidence: digest,
    entry: digest,
    policy: z.strictObject({ id: z.string(), version: z.string(), digest }),
  }),
});

/**
 * What the conclusion in a leaf says it is based on; `null` where the leaf holds no conclusion, or not in the one form that
 * conclusions have.
 */
export function basisIn({ kind, name, content: text }: Leaf): AuditBasis | null {
  const parsed = content.safeParse(parseJson(text));
  if (!parsed.success || canonicalText(parsed.data) !== text) return null;
  const { audit, ...said } = parsed.data;
  const isNamed = name === audit.chain || name.startsWith(`${audit.chain}/`);
  return isNamed && Object.keys(said).join() === kind ? audit : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
