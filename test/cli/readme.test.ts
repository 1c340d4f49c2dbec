import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/program.ts';
import { buildProgram } from './built-program.ts';

const fullfaith = buildProgram();

const text = readFileSync('README.md', 'utf8');
const examples = [...text.matchAll(/```text\n\$ npx fullfaith (.*)\n([^]*?)```/g)].map(
  ([, words = '', output = '']) => {
    return { words, lines: output.split('\n').filter((line) => line !== '…') };
  },
);

test('the README names every command', () => {
  expect(commands.map(({ name }) => name).filter((name) => !text.includes(`| \`npx fullfaith ${name}`))).toEqual([]);
});

test('the README shows at least one verdict', () => {
  expect(examples.length).toBeGreaterThan(0);
});

describe.each(examples)('fullfaith $words', ({ words, lines }) => {
  test('still says what the README shows', async () => {
    // Claims expire one day; what the README shows is of a day before that.
    const { stdout } = await fullfaith(words.split(' '), { env: { SOURCE_DATE_EPOCH: '1795700000' } });
    const said = new Set(stdout.split('\n'));
    expect(lines.filter((line) => !said.has(line))).toEqual([]);
  });
});
