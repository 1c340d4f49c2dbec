import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { chainJsonSchema } from './src/registry/chain-schema.ts';
import { reportJsonSchema } from './src/report/schema.ts';

/** Every file that is made from the code and never edited, and what makes it. CI fails when one of them is stale. */
const producers: Readonly<Record<string, () => string | Promise<string>>> = {
  'schema/chain.schema.json': () => indented(chainJsonSchema()),
  'schema/report.schema.json': () => indented(reportJsonSchema()),
};

for (const [file, produce] of Object.entries(producers)) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await produce());
}

function indented(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
