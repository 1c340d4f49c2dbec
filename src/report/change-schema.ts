import * as z from 'zod';
import type { Cause, Value } from '../model/change.ts';

/** A level, or the interval between the worst and the best one where a deciding fact is unknown. */
export const credit = z.strictObject({
  level: z.string().describe('What gates go by: the lower end.'),
  best: z.string(),
  worst: z.string(),
});

const pace = { keys: z.int(), delaySeconds: z.number() };

/** See `Value` in the model. */
export const value: z.ZodType<Value> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('credit'), ...credit.shape }),
    z.strictObject({ kind: z.literal('coalition'), ...pace, windowSeconds: z.number().nullable() }),
    z.strictObject({ kind: z.literal('coalitions'), of: z.array(z.strictObject(pace)) }),
    z.strictObject({
      kind: z.literal('fact'),
      type: z.enum(['boolean', 'integer', 'seconds', 'wei', 'text', 'choice']),
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]).describe('Null where it is unknown.'),
    }),
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
  ])
  .meta({ id: 'Value', description: 'One side of a change.' });

/** See `Cause` in the model. */
export const cause: z.ZodType<Cause> = z
  .strictObject({
    kind: z.enum(['fact', 'power', 'rule', 'contract', 'body', 'policy']),
    name: z.string(),
    note: z.string(),
    from: value,
    to: value,
  })
  .meta({ id: 'Cause', description: 'What stands behind a change of verdict.' });

/** The published form of a schema. It lets readers of this version ignore fields that later ones add. */
export function publishedSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
}
