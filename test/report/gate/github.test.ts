import { expect, test } from 'vitest';
import { gateGithub, gateSummary } from '../../../src/report/gate/github.ts';
import { failedGate } from './failed-gate.ts';

test('has one command a line, errors first, at lines of the registry', () => {
  const lines = gateGithub.render(failedGate).trimEnd().split('\n');
  expect(lines.slice(0, -1).every((line) => /^::(error|notice) file=[^,]+,line=\d+,col=\d+,title=/.test(line))).toBe(
    true,
  );
  const lastError = lines.findLastIndex((line) => line.startsWith('::error'));
  expect(lines.findIndex((line) => line.startsWith('::notice'))).toBe(lastError + 1);
  expect(gateSummary(failedGate)).toContain('## fullfaith check');
});
