import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { canonicalJson } from './src/report/json.ts';
import { reportJsonSchema } from './src/report/schema.ts';

/** Every file that is made from the code and never edited, and what makes it. CI fails when one of them is stale. */
const producers: Readonly<Record<string, () => string>> = {
  'schema/report.schema.json': () => `${canonicalJson(reportJsonSchema())}\n`,
};

for (const [file, produce] of Object.entries(producers)) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, produce());
}
