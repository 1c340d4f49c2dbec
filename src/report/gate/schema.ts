import * as z from 'zod';
import { grades } from '../../model/evidence.ts';
import { guarantees } from '../../model/guarantee.ts';
import { type GateKind, gateKinds, type GateReport, gateSchemaVersion } from '../../model/gate.ts';
import { cause, credit, publishedSchema, value } from '../change-schema.ts';

const location = z.strictObject({ file: z.string(), line: z.int(), column: z.int() });
const kinds = Object.keys(gateKinds) as [GateKind, ...GateKind[]];

const finding = z
  .strictObject({
    kind: z.enum(kinds),
    fails: z.boolean().describe('Whether it makes the gate fail; otherwise it is only told.'),
    guarantee: z.enum(guarantees).nullable(),
    subject: z.string(),
    what: z.string(),
    from: value,
    to: value,
    causes: z.array(cause),
    advice: z.string(),
    location,
  })
  .meta({ id: 'GateFinding', description: 'One thing that differs from what is relied on.' });

const waiver = z.strictObject({
  rule: z.string(),
  owner: z.string(),
  reason: z.string(),
  expires: z.string(),
  expired: z.boolean(),
  needed: z.boolean(),
  location,
});

const chain = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    location,
    credit: credit.nullable().describe('Null where it was not audited.'),
    locked: credit.nullable().describe('Null where the lock has none.'),
    evidence: z
      .strictObject({
        block: z.int(),
        timestamp: z.int().describe('Unix seconds.'),
        ageDays: z.int(),
        grade: z.enum(grades),
        source: z.string(),
      })
      .nullable(),
    waivers: z.array(waiver),
    findings: z.array(finding),
  })
  .meta({ id: 'GateChain' });

/** The shape of the JSON of `fullfaith check`. Strict, so that a field which is not described is noticed by the tests. */
export const gateSchema: z.ZodType<GateReport> = z.strictObject({
  schemaVersion: z.literal(gateSchemaVersion),
  policy: z.strictObject({
    id: z.string(),
    title: z.string(),
    version: z.string(),
    levels: z.array(z.strictObject({ id: z.string(), title: z.string(), meaning: z.string() })),
  }),
  lock: z.string(),
  outcome: z.enum(['passed', 'failed', 'unread']),
  chains: z.array(chain),
});

/** The published JSON Schema. */
export function gateJsonSchema(): object {
  return publishedSchema(gateSchema);
}
