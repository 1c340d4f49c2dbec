import { expect, test } from 'vitest';
import { gateMarkdown } from '../../../src/report/gate/markdown.ts';
import { failedGate } from './failed-gate.ts';

test('keeps its tables and lets no markup through that came from a chain', () => {
  const text = gateMarkdown.render(failedGate);
  const [table = ''] = text.split('\n\n').filter((part) => part.startsWith('|'));
  const cells = (line: string) => line.split(/(?<!\\)\|/).length;
  const [head = '', ...lines] = table.split('\n');
  expect(lines.map(cells)).toEqual(lines.map(() => cells(head)));
  expect(text).not.toMatch(/<b>|(?<!\\)\]\(https|https:\/\/e\.example/);
});
