import * as z from 'zod';
import { guarantees } from '../model/guarantee.ts';
import { sentiments } from '../model/rule.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'may only hold a-z, 0-9 and single - in the middle' });
const line = z
  .string()
  .min(1, { error: 'is empty' })
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, { error: 'has to be one line without control characters' });
const prose = z.string().trim().min(1, { error: 'is empty' });
const source = z.string().regex(/^https:\/\/[^\s]+$/, { error: 'has to be a link that begins with https://' });
const sources = z
  .array(source)
  .min(1, { error: 'has to name at least one source' })
  .describe('Where a reader can check why this is asked.');
const expression = z.string().min(1, { error: 'is empty' }).max(2_000, { error: 'is longer than 2000 characters' });

const guarantee = z
  .union([z.literal('all'), z.enum(guarantees), z.array(z.enum(guarantees)).min(1)], {
    error: `has to be all, one of ${guarantees.join(', ')}, or a list of these`,
  })
  .describe('What the rule judges.');

const level = z.strictObject({
  id: id.describe('What rules and reports call it.'),
  title: line,
  meaning: prose.describe('When a chain is on this level, for people.'),
});

const otherwise = z.strictObject({
  caps: id.describe('The level that a chain cannot be better than while the rule fails.'),
  say: prose.describe('What it means that the rule fails, for people.'),
  reason: z
    .string()
    .regex(/^[A-Z0-9]+(_[A-Z0-9]+)*$/, { error: 'has to be in capitals, like NO_PROOFS' })
    .optional()
    .describe('A short code that other programs compare.'),
});

const entry = z.strictObject({
  when: expression.describe('CEL over fact.…; see docs/rules.md.'),
  value: line.describe('The answer. A part in braces is CEL and is replaced by its result.'),
  sentiment: z.enum(sentiments),
});

/** `policy.yaml` of a policy's folder. */
export const policySchema = z.strictObject({
  id: id.describe('The name of the folder.'),
  title: line,
  version: z
    .string({ error: 'has to be text: put it in quotes' })
    .min(1)
    .describe('Raised whenever a verdict may change.'),
  description: prose,
  levels: z
    .array(level)
    .min(2, { error: 'has to have at least two levels' })
    .describe('The ladder, worst level first.'),
});

/** A rule's file. */
export const ruleSchema = z.strictObject({
  id: z.string().describe('The path of this file within the policy, without .yaml.'),
  guarantee,
  title: line.describe('What holds when the rule passes.'),
  scope: z
    .enum(['chain', 'power'])
    .default('chain')
    .describe('chain: asked once. power: asked of each power that breaks one of the guarantees.'),
  applies: expression.default('true').describe('CEL. Where it is false the rule is not asked.'),
  check: expression.describe('CEL over fact.… and, in scope power, power.…; see docs/rules.md.'),
  otherwise: otherwise.describe('What follows where the check is false.'),
  references: sources,
});

/** A file in `dimensions/`. */
export const dimensionSchema = z.strictObject({
  id: id.describe('The name of this file without .yaml.'),
  title: line,
  description: prose,
  entries: z
    .array(entry)
    .min(1, { error: 'has to have at least one entry' })
    .describe('The first whose when holds is the answer.'),
  labels: z.record(z.string(), line).default({}).describe('Other words for what is computed in a value.'),
  references: sources,
});

/** The JSON Schemas for editors, draft 7, by the name of their file. */
export function ruleJsonSchemas(): Readonly<Record<string, Record<string, unknown>>> {
  return {
    'policy.schema.json': jsonSchema(policySchema, 'A policy of fullfaith: a ladder of levels'),
    'rule.schema.json': jsonSchema(ruleSchema, 'A rule of a fullfaith policy'),
    'dimension.schema.json': jsonSchema(dimensionSchema, 'A dimension of a fullfaith policy'),
  };
}

function jsonSchema(schema: z.ZodType, title: string): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { $schema, title, ...rest };
}
