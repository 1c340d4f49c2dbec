import * as z from 'zod';
import { type DiffReport, diffSchemaVersion } from '../../model/diff.ts';
import { guarantees } from '../../model/guarantee.ts';
import { cause, credit, publishedSchema, value } from '../change-schema.ts';
import { weakest } from '../schema.ts';
import { address, bodyId, hex } from '../schema-authority.ts';

const guarantee = z.enum(guarantees);
const credits = { from: credit.nullable(), to: credit.nullable() };
const sides = { from: value, to: value };
const body = { id: bodyId, address, name: z.string() };
const people = {
  joined: z.array(z.strictObject(body)).describe('Can take part now and could not before.'),
  left: z.array(z.strictObject(body)),
};
const outcome = z.enum(['pass', 'fail', 'unknown', 'not-applicable']).nullable();

const side = z
  .strictObject({
    block: z.int(),
    timestamp: z.int().describe('Unix seconds.'),
    source: z.string(),
    policy: z.string(),
  })
  .nullable()
  .describe('Null where the chain is not on this side.');

const power = z.strictObject({
  id: z.string(),
  title: z.string(),
  breaks: z.array(guarantee),
  on: address,
  change: z.enum(['appeared', 'vanished', 'changed']),
  ...sides,
  ...people,
});

const chain = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    sides: z.strictObject({ from: side, to: side }),
    credit: z.strictObject(credits).nullable().describe('Null where it is the same.'),
    guarantees: z.array(z.strictObject({ guarantee, ...credits })),
    weakest: z.array(z.strictObject({ guarantee, from: weakest.nullable(), to: weakest.nullable() })),
    facts: z.array(z.strictObject({ name: z.string(), ...sides })),
    powers: z.array(power),
    bodies: z.array(
      z.strictObject({ ...body, ...people, parameters: z.array(z.strictObject({ name: z.string(), ...sides })) }),
    ),
    code: z.array(z.strictObject({ subject: z.string(), address, from: z.array(hex), to: z.array(hex) })),
    findings: z.array(
      z.strictObject({
        rule: z.string(),
        power: z.string().nullable(),
        message: z.string(),
        from: outcome,
        to: outcome,
      }),
    ),
    meaning: z
      .array(z.strictObject({ guarantee: guarantee.nullable(), causes: z.array(cause), ...credits }))
      .describe('Why each level moved; the whole has no guarantee.'),
  })
  .meta({ id: 'ChainDiff' });

/** The shape of the JSON of `fullfaith diff`. Strict, so that a field which is not described is noticed by the tests. */
export const diffSchema: z.ZodType<DiffReport> = z.strictObject({
  schemaVersion: z.literal(diffSchemaVersion),
  from: z.string(),
  to: z.string(),
  chains: z.array(chain).describe('Chains in which something differs.'),
  same: z.array(z.string()).describe('Ids of the chains in which nothing does.'),
});

/** The published JSON Schema. */
export function diffJsonSchema(): object {
  return publishedSchema(diffSchema);
}
