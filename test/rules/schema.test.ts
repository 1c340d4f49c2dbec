import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseDimension, parseRule } from '../../src/rules/parse.ts';
import { ruleJsonSchemas } from '../../src/rules/schema.ts';

const root = join(import.meta.dirname, '../..');
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validators = Object.fromEntries(
  Object.entries(ruleJsonSchemas()).map(([file, schema]) => [file, ajv.compile(schema)]),
);

const files = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => join(root, 'rules', path));

/** The path of the schema that a file names for editors, within the project. */
function schemaOf(text: string, file: string): string {
  const [, link = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
  return join(dirname(file), link);
}

it.each(files)('%s names its schema for editors and satisfies it', (file) => {
  const text = readFileSync(file, 'utf8');
  const schema = schemaOf(text, file);
  expect(existsSync(schema)).toBe(true);
  const validate = validators[schema.slice(join(root, 'schema/').length)];
  expect(validate?.(parse(text)), JSON.stringify(validate?.errors)).toBe(true);
});

it('editors mark what is wrong', () => {
  const rule = parse(readFileSync(join(root, 'rules/full-faith/settlement.yaml'), 'utf8')) as object;
  const validate = validators['rule.schema.json'];
  for (const wrong of [{ check: 1 }, { titel: 'x' }, { guarantee: 'safe' }, { scope: 'key' }, { references: [] }]) {
    expect(validate?.({ ...rule, ...wrong }), JSON.stringify(wrong)).toBe(false);
  }
});

describe('docs/rules.md', () => {
  const examples = readFileSync(join(root, 'docs/rules.md'), 'utf8').split('```yaml\n').slice(1);
  const texts = examples.map((example) => example.slice(0, example.indexOf('```')));

  it('shows a rule that loads', () => {
    const levels = [
      { id: 'multisig-mediated', title: '', meaning: '' },
      { id: 'best', title: '', meaning: '' },
    ];
    const rule = parseRule({ text: texts[0] ?? '', file: 'a.yaml', id: 'uncensored/forced-inclusion' }, levels);
    expect(rule.otherwise.say).toBe('The sequencer can exclude a user for ever.');
  });

  it('shows a dimension that loads', () => {
    expect(parseDimension({ text: texts[1] ?? '', file: 'a.yaml', id: 'notice' }).entries).toHaveLength(3);
  });
});
