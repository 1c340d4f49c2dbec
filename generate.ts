import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { inclusionJsonSchema } from './src/evidence/inclusion-file.ts';
import { chainJsonSchema } from './src/registry/chain-schema.ts';
import { explainJsonSchemas } from './src/report/explain-schema.ts';
import { policyMarkdown } from './src/report/policy-text.ts';
import { diffJsonSchema } from './src/report/diff/schema.ts';
import { gateJsonSchema } from './src/report/gate/schema.ts';
import { reportJsonSchema } from './src/report/schema.ts';
import { verificationJsonSchema } from './src/report/verification/schema.ts';
import { listPolicies, loadPolicy } from './src/rules/load-policy.ts';
import { ruleJsonSchemas } from './src/rules/schema.ts';
import { vocabularyMarkdown } from './src/rules/vocabulary-text.ts';

/** Every file that is made from the code and never edited, and what makes it. CI fails when one of them is stale. */
const producers: Readonly<Record<string, () => string | Promise<string>>> = {
  'schema/chain.schema.json': () => JSON.stringify(chainJsonSchema(), null, 2),
  'schema/diff.schema.json': () => JSON.stringify(diffJsonSchema(), null, 2),
  ...Object.fromEntries(
    Object.entries(explainJsonSchemas()).map(([name, schema]) => [
      `schema/${name}.schema.json`,
      () => JSON.stringify(schema, null, 2),
    ]),
  ),
  'schema/gate.schema.json': () => JSON.stringify(gateJsonSchema(), null, 2),
  'schema/inclusion.schema.json': () => JSON.stringify(inclusionJsonSchema(), null, 2),
  'schema/report.schema.json': () => JSON.stringify(reportJsonSchema(), null, 2),
  ...Object.fromEntries(
    Object.entries(ruleJsonSchemas()).map(([file, schema]) => [
      `schema/${file}`,
      () => JSON.stringify(schema, null, 2),
    ]),
  ),
  'schema/verification.schema.json': () => JSON.stringify(verificationJsonSchema(), null, 2),
  'docs/vocabulary.md': vocabularyMarkdown,
  ...Object.fromEntries(
    (await listPolicies('rules')).map((id) => [
      `docs/policies/${id}.md`,
      async () => policyMarkdown(await loadPolicy(`rules/${id}`)),
    ]),
  ),
};

for (const [file, produce] of Object.entries(producers)) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await format(await produce(), { ...(await resolveConfig(file)), filepath: file }));
}
