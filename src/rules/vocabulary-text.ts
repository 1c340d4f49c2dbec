import type { FactDefinition, FactType } from '../model/fact.ts';
import { powerVocabulary, vocabulary } from '../model/vocabulary.ts';
import { functions } from './cel.ts';

/** What rules may say, as a page of Markdown: every fact, every fact of a power, every function. */
export function vocabularyMarkdown(): string {
  const facts = Object.entries(vocabulary).map(([name, fact]) => row(`fact.${name}`, fact));
  const powers = Object.entries(powerVocabulary).map(([name, fact]) => row(name, fact));
  return [
    '# The vocabulary of rules',
    'Made from `src/model/vocabulary.ts` by `npm run generate`; do not edit. How rules are written is in [rules.md](rules.md).',
    '## Facts of a chain',
    table(facts),
    '## Facts of a power, in rules of scope `power`',
    table(powers),
    '## Functions',
    Object.values(functions)
      .map((signature) => `- \`${signature}\``)
      .join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function table(rows: readonly string[]): string {
  return ['| name | type | meaning |', '|---|---|---|', ...rows].join('\n');
}

function row(name: string, { type, meaning }: FactDefinition): string {
  return `| \`${name}\` | ${typeText(type)} | ${meaning.replaceAll('|', '\\|')} |`;
}

function typeText(type: FactType): string {
  switch (type.kind) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'whole number';
    case 'seconds':
      return 'seconds';
    case 'wei':
      return 'amount in wei';
    case 'text':
      return 'text';
    case 'choice':
      return type.of.map((one) => `\`"${one}"\``).join(', ');
  }
}
