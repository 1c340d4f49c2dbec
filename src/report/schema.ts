import * as z from 'zod';
import { blockTrusts, grades, type Doubt } from '../model/evidence.ts';
import { guarantees } from '../model/guarantee.ts';
import { schemaVersion, type Unaudited } from '../model/report.ts';
import type { AuditReport, ChainReport, EvidenceReport, ExitReport, FactReport, PowerReport } from '../model/report.ts';
import { sentiments } from '../model/rule.ts';
import { address, authority, body, bodyId, evidenceIds, hex } from './schema-authority.ts';

const texts = z.array(z.string());
const guarantee = z.enum(guarantees);
const nullableSeconds = z.number().nullable().describe('In seconds; null where unknown or unbounded.');
const entities = z
  .int()
  .describe('The fewest organisations that can do it as fast, where keys are known to be theirs.');
const credit = {
  level: z.string().describe('What gates go by: the lower end.'),
  best: z.string(),
  worst: z.string(),
};

/** See `Weakest` in the model. */
export const weakest = z
  .strictObject({
    power: z.string(),
    title: z.string(),
    keys: z.int().describe('How many distinct keys.'),
    entities: entities.exactOptional(),
    delaySeconds: z.number(),
    windowSeconds: nullableSeconds,
    members: z.array(z.strictObject({ id: bodyId, address, name: z.string() })),
    path: texts.describe('From the contract acted on to the keys.'),
    unresolved: texts.describe('Reasons why parts of it are taken for hostile.'),
  })
  .meta({ id: 'Weakest', description: 'The power that most endangers a guarantee, and the smallest set of keys.' });

const guaranteeCredit = z.strictObject({ ...credit, weakest: weakest.nullable() });

const factBase = { type: z.enum(['boolean', 'integer', 'seconds', 'wei', 'text', 'choice']), evidence: evidenceIds };
const fact: z.ZodType<FactReport> = z
  .union([
    z.strictObject({ ...factBase, value: z.union([z.string(), z.number(), z.boolean()]) }),
    z.strictObject({ ...factBase, unknown: z.string().describe('Why it could not be established.') }),
  ])
  .meta({ id: 'Fact' });

const coalition = z.strictObject({
  delaySeconds: z.number(),
  size: z.int().describe('How many distinct keys; a lower bound where exact is false.'),
  keys: z.array(bodyId),
  electorates: z.array(bodyId),
  bodies: z.array(z.strictObject({ id: bodyId, quorum: z.int(), of: z.int() })),
  exact: z.boolean(),
  alternatives: z.int().exactOptional(),
  windowSeconds: nullableSeconds,
  entities: entities.exactOptional(),
});

/** See `Refusal` in the model. */
export const refusal = z
  .strictObject({
    size: z.int(),
    keys: z.array(bodyId),
    exact: z.boolean(),
    alternatives: z.int().exactOptional(),
  })
  .describe('The fewest distinct keys whose refusal means that nobody can do it; null where it takes no key.');

const power: z.ZodType<PowerReport> = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    effect: z.string(),
    breaks: z.array(guarantee),
    on: address,
    selectors: z.array(hex),
    lastsSeconds: nullableSeconds,
    authority,
    vetoes: z.array(authority),
    frontier: z.array(coalition),
    blocking: refusal.nullable().exactOptional(),
    unresolved: texts,
    evidence: evidenceIds,
  })
  .meta({ id: 'Power', description: 'Something somebody can do that breaks a guarantee.' });

const exit: z.ZodType<ExitReport> = z.strictObject({
  possible: z.boolean().nullable(),
  startSeconds: nullableSeconds,
  finishSeconds: nullableSeconds,
  terms: z.array(
    z.strictObject({
      name: z.string(),
      phase: z.enum(['start', 'finish']),
      seconds: nullableSeconds,
      source: z.string(),
      unknown: z.string().exactOptional(),
    }),
  ),
});

const location = z.strictObject({ file: z.string(), line: z.int(), column: z.int() });

const finding = z
  .strictObject({
    rule: z.string(),
    guarantees: z.array(guarantee),
    outcome: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
    power: z.string().exactOptional(),
    caps: z.string().exactOptional().describe('The level above which the chain cannot be while this stands.'),
    message: z.string(),
    reason: z.string().exactOptional().describe('A short code that other programs compare.'),
    because: texts.describe('The facts that decided, or whose absence left it open.'),
    location: location.exactOptional().describe('The line of the entry that it is about, where there is one.'),
  })
  .meta({ id: 'Finding' });

const doubt: z.ZodType<Doubt> = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('disagreement'),
      id: z.string(),
      said: z.array(z.strictObject({ provider: z.string(), answer: z.string() })),
    }),
    z.strictObject({ kind: z.literal('dropped'), chainId: z.int(), provider: z.string(), reason: z.string() }),
  ])
  .meta({ id: 'Doubt' });

const evidence: z.ZodType<EvidenceReport> = z.strictObject({
  block: z.int(),
  blockHash: hex,
  timestamp: z.int().describe('Unix seconds.'),
  source: z.string(),
  grade: z.enum(grades).describe('The lowest of all reads that were answered.'),
  grades: z
    .array(z.strictObject({ grade: z.enum(grades), reads: z.int() }))
    .exactOptional()
    .describe('How many reads are of which grade, best first; left out where all are of one.'),
  blockTrust: z
    .enum(blockTrusts)
    .exactOptional()
    .describe("On whose word the block's hash is taken: the user's, that of several providers, or one provider's."),
  ageDays: z.int(),
  reads: z.int(),
  failed: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
  doubts: z
    .array(doubt)
    .exactOptional()
    .describe('What providers did not agree on (nobody is believed), and who of them took no part.'),
});

const dimensionFinding = z.strictObject({
  dimension: z.string(),
  answer: z.strictObject({ value: z.string(), sentiment: z.enum(sentiments) }).nullable(),
  because: texts,
});

const waiver = z.strictObject({
  rule: z.string(),
  owner: z.string(),
  reason: z.string(),
  expires: z.string(),
  expired: z.boolean(),
});

const chainReport: z.ZodType<ChainReport> = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    chainId: z.int().nullable(),
    stack: z.string(),
    archived: z.boolean(),
    location,
    credit: z.strictObject(credit),
    guarantees: z.strictObject({
      valid: guaranteeCredit,
      uncensored: guaranteeCredit,
      unreverted: guaranteeCredit,
      untouched: guaranteeCredit,
    }),
    facts: z.record(z.string(), fact),
    dimensions: z.array(dimensionFinding),
    powers: z.array(power),
    exit,
    bodies: z.array(body),
    contracts: z.array(z.strictObject({ role: z.string(), address, evidence: evidenceIds })),
    code: z.record(z.string(), hex).describe('The hash of every code that was read, by the id of the read.'),
    notes: texts,
    findings: z.array(finding),
    waivers: z.array(waiver),
    evidence,
  })
  .meta({ id: 'Chain' });

const unaudited: z.ZodType<Unaudited> = z.strictObject({
  id: z.string(),
  name: z.string(),
  chainId: z.int().nullable(),
  stack: z.string(),
  archived: z.boolean(),
  location,
  credit: z.strictObject(credit),
  reason: z.string(),
});

const rule = z.strictObject({
  id: z.string(),
  title: z.string(),
  guarantees: z.array(guarantee),
  otherwise: z.strictObject({ caps: z.string(), say: z.string(), reason: z.string().exactOptional() }),
  references: texts,
});

/** The shape of the JSON report. Strict, so that a field which is not described here is noticed by the tests. */
export const reportSchema: z.ZodType<AuditReport> = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  policy: z.strictObject({
    id: z.string(),
    title: z.string(),
    version: z.string(),
    levels: z
      .array(z.strictObject({ id: z.string(), title: z.string(), meaning: z.string() }))
      .describe('Worst first.'),
    rules: z.array(rule),
  }),
  chains: z.array(chainReport),
  unaudited: z.array(unaudited).exactOptional().describe('Chains without evidence: their verdict is open.'),
});

/** The published JSON Schema. It lets readers of this version ignore fields that later ones add. */
export function reportJsonSchema(): object {
  return z.toJSONSchema(reportSchema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
}
