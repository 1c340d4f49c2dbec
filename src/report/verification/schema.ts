import * as z from 'zod';
import { grades } from '../../model/evidence.ts';
import { checkOutcomes, type Verification, verificationSchemaVersion } from '../../model/verification.ts';
import { publishedSchema } from '../change-schema.ts';
import { hex } from '../schema-authority.ts';

const check = z
  .strictObject({
    name: z.string().describe('For programs: `form`, `root`, `proofs/1`, `replay`…'),
    outcome: z
      .enum(checkOutcomes)
      .describe('Shown; somebody’s word; not checked for want of something; or the file is not genuine.'),
    what: z.string(),
  })
  .meta({ id: 'Check' });

const standing = z
  .strictObject({
    chain: z.string(),
    chainId: z.int(),
    block: z.int(),
    blockHash: hex,
    source: z.string(),
    reads: z.strictObject(Object.fromEntries(grades.map((grade) => [grade, z.int().exactOptional()]))),
    failed: z.int().describe('How many reads failed, and are unknown.'),
  })
  .meta({ id: 'Standing', description: 'What the reads of one chain at one block rest on.' });

/** The shape of the JSON of `fullfaith verify`. Strict, so that a field which is not described is noticed by the tests. */
const verificationSchema: z.ZodType<Verification> = z.strictObject({
  schemaVersion: z.literal(verificationSchemaVersion),
  file: z.string(),
  kind: z.enum(['recording', 'inclusion', 'report']),
  outcome: z.enum(['genuine', 'not-genuine', 'open']),
  checks: z.array(check),
  evidence: z.array(standing),
});

/** The published JSON Schema. */
export function verificationJsonSchema(): object {
  return publishedSchema(verificationSchema);
}
