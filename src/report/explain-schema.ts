import * as z from 'zod';
import { guarantees } from '../model/guarantee.ts';
import type { SharedHolder, Witness } from '../model/witness.ts';
import { refusal } from './schema.ts';
import { address, bodyId } from './schema-authority.ts';

const seconds = z.number().nullable().describe('In seconds; null where unknown.');
const holders = z.array(z.strictObject({ id: bodyId, address, name: z.string() }));

const race = z.strictObject({
  attackSeconds: z.number(),
  possible: z.boolean().nullable().describe('Whether a user alone can leave.'),
  terms: z.array(z.strictObject({ name: z.string(), phase: z.enum(['start', 'finish']), seconds, source: z.string() })),
  startSeconds: seconds,
  finishSeconds: seconds,
  windowToStartSeconds: seconds,
  windowToFinishSeconds: seconds,
});

const step = z.strictObject({
  body: bodyId,
  address,
  kind: z.string(),
  name: z.string(),
  by: z.array(z.string()).describe('Keys, or bodies of earlier steps.'),
  quorum: z.strictObject({ k: z.int(), of: z.int() }).exactOptional(),
  waitSeconds: z.number(),
});

const witness: z.ZodType<Witness> = z
  .strictObject({
    power: z.string(),
    title: z.string(),
    effect: z.string(),
    breaks: z.array(z.enum(guarantees)),
    on: address,
    selectors: z.array(z.string()),
    keys: z.int(),
    entities: z.int().exactOptional(),
    members: holders,
    unresolved: z.array(z.string()),
    electorates: holders,
    blocking: refusal.nullable().exactOptional(),
    steps: z.array(step).describe('From the keys to the contract that is acted on.'),
    waitSeconds: z.number().describe('After the call, until the effect is there.'),
    race,
    vetoes: z.array(z.string()),
  })
  .meta({ id: 'Witness', description: 'One way to break a guarantee, as steps.' });

/** What `explain --json` prints. */
export const explainSchema = z.strictObject({ chain: z.string(), witnesses: z.array(witness) });

const holder: z.ZodType<SharedHolder> = z.strictObject({
  id: bodyId,
  address,
  name: z.string(),
  kind: z.string(),
  chains: z.array(z.strictObject({ chain: z.string(), powers: z.array(z.string()) })),
});

/** What `shared --json` prints. */
export const sharedSchema = z.strictObject({ chains: z.array(z.string()), holders: z.array(holder) });

/** The published JSON Schemas. They let readers ignore fields that later versions add. */
export function explainJsonSchemas(): Readonly<Record<'explain' | 'shared', object>> {
  return { explain: open(explainSchema), shared: open(sharedSchema) };
}

function open(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
}
