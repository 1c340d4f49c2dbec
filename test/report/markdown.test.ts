import { expect, test } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import { sampleReport } from './sample-report.ts';

const text = markdown.render(sampleReport);

test('has a table of all chains and a section for each', () => {
  expect(text).toContain(
    '| Calm 链 | **full-faith** | full-faith | full-faith | full-faith | full-faith | nobody | 1 d, read |',
  );
  expect(text.match(/^## /gm)).toHaveLength(2);
  expect(text).toContain('**full-faith** · calm, no chain id, op-stack, archived');
});

test('has no table without lines', () => {
  expect(text).not.toMatch(/\| --- \|\n(?!\|)/);
});

test('every line of a table has as many cells as its head', () => {
  const cells = (line: string) => line.split(/(?<!\\)\|/).length;
  const tables = text.split('\n\n').filter((block) => block.startsWith('|'));
  expect(tables.length).toBeGreaterThan(6);
  for (const table of tables) {
    const [head = '', ...lines] = table.split('\n');
    expect(lines.map(cells)).toEqual(lines.map(() => cells(head)));
  }
});

test('lets no HTML, link or code through that came from a chain', () => {
  expect(text).not.toMatch(/<b>|(?<!\\)\]\(https|https:\/\/e\.example|(?<!\\)`code/);
});

test('says what is not known', () => {
  expect(text).toMatch(/\| proof\.enforced \| unknown: /);
  expect(text).toContain('Whether a user can leave alone is unknown.');
  expect(text).toMatch(/### Reads that failed\n\n1 of 40:/);
});
