import { expect, it } from 'vitest';
import type { FactDefinition } from '../../src/model/fact.ts';
import { powerVocabulary, vocabulary } from '../../src/model/vocabulary.ts';
import { variable } from '../../src/rules/cel.ts';
import { namesOf } from '../../src/rules/scope.ts';
import { vocabularyMarkdown } from '../../src/rules/vocabulary-text.ts';

const definitions: readonly (readonly [string, FactDefinition])[] = [
  ...Object.entries(vocabulary),
  ...Object.entries(powerVocabulary),
];

it.each(definitions)('%s can be written in a rule, and its name says its unit', (name, { type, meaning }) => {
  expect(name).toMatch(/^[a-z]+(\.[a-z]+)+$/);
  expect(name.endsWith('.seconds')).toBe(type.kind === 'seconds');
  expect(name.endsWith('.wei')).toBe(type.kind === 'wei');
  expect(meaning).toMatch(/\.$/);
  if (type.kind === 'choice') expect(new Set(type.of).size).toBe(type.of.length);
});

it('no two names become the same variable', () => {
  const variables = Object.keys(namesOf('power')).map(variable);
  expect(new Set(variables).size).toBe(definitions.length);
});

it('the page of the vocabulary has every name, in a row of three cells', () => {
  const rows = vocabularyMarkdown()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.map((line) => line.split(/(?<!\\)\|/).length)).toEqual(definitions.map(() => 5));
  for (const [name] of definitions) {
    expect(rows.filter((line) => line.includes(`\`fact.${name}\``) || line.startsWith(`| \`${name}\``))).toHaveLength(
      1,
    );
  }
});
