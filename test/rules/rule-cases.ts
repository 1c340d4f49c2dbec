import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { FactDefinition, Facts, FactValue } from '../../src/model/fact.ts';
import { known, type Observation } from '../../src/model/observation.ts';
import { powerVocabulary, vocabulary } from '../../src/model/vocabulary.ts';

const root = join(import.meta.dirname, 'cases');
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const dated = { name: z.string().min(1), facts: values.default({}) };

const ruleCase = z.strictObject({
  ...dated,
  expect: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
  /** Both readings of the power, where they are the same. */
  power: values.optional(),
  worst: values.optional(),
  best: values.optional(),
});

const dimensionCase = z.strictObject({ ...dated, expect: z.string().nullable() });

/** What a rule has to answer for given facts. */
export type RuleCase = z.infer<typeof ruleCase>;

/** What a dimension has to answer: `value, sentiment`, or null. */
export type DimensionCase = z.infer<typeof dimensionCase>;

/** The cases of a rule, from `cases/<policy>/<rule>.yaml`. */
export function ruleCasesOf(policy: string, rule: string): readonly RuleCase[] {
  return z.array(ruleCase).parse(parse(readFileSync(join(root, policy, `${rule}.yaml`), 'utf8')));
}

/** The cases of a dimension, from `cases/<policy>/dimensions/<dimension>.yaml`. */
export function dimensionCasesOf(policy: string, dimension: string): readonly DimensionCase[] {
  return z
    .array(dimensionCase)
    .parse(parse(readFileSync(join(root, policy, 'dimensions', `${dimension}.yaml`), 'utf8')));
}

/** Every file of cases that a policy has, as a path without `.yaml`. */
export function caseFilesOf(policy: string): readonly string[] {
  return readdirSync(join(root, policy), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => path.slice(0, -'.yaml'.length).replaceAll('\\', '/'))
    .sort();
}

/** Facts as a case writes them; durations may be `7d` or `12h`. A name or a value that no fact has is a mistake in the case. */
export function factsOf(written: Readonly<Record<string, FactValue>>): Facts {
  const definitions: Readonly<Record<string, FactDefinition>> = { ...vocabulary, ...powerVocabulary };
  return Object.fromEntries(
    Object.entries(written).map(([name, value]): [string, Observation<FactValue>] => {
      const type = definitions[name]?.type;
      if (type === undefined) throw new Error(`no fact is called ${name}`);
      if (type.kind === 'choice' && !type.of.includes(String(value)))
        throw new Error(`${name} is never ${String(value)}`);
      return [name, known(type.kind === 'seconds' ? secondsOf(value) : value)];
    }),
  );
}

function secondsOf(value: FactValue): number {
  const [, count, unit] = /^(-?\d+)([dhs]?)$/.exec(String(value)) ?? [];
  if (count === undefined) throw new Error(`${String(value)} is no duration`);
  return Number(count) * (unit === 'd' ? 86_400 : unit === 'h' ? 3_600 : 1);
}
