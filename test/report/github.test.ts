import { expect, test } from 'vitest';
import { github, jobSummary } from '../../src/report/github.ts';
import { sampleReport } from './sample-report.ts';

const lines = github.render(sampleReport).trimEnd().split('\n');

test('annotates the registry entry of each chain, once', () => {
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(
    /^::warning file=registry\/chains\/risky chain\.yaml,line=3,col=1,title=risky%3A separate-chain…full-faith::/,
  );
  expect(lines[1]).toMatch(
    /^::notice file=registry\/chains\/calm\.yaml,line=1,col=1,title=calm%3A full-faith::Calm 链 is full-faith\.$/,
  );
});

test('names the rules that keep a chain down and those that are open, and no others', () => {
  expect(lines[0]).toContain('%0Avalid/proof (unknown): ');
  expect(lines[0]).toContain('%0Auntouched/upgrade (fail): Too few keys.');
  expect(lines[0]).not.toContain('uncensored/forced');
});

test('a text from a chain cannot start a command of its own', () => {
  expect(lines.filter((line) => line.startsWith('::error'))).toEqual([]);
});

test('the job summary has a line for each chain', () => {
  expect(jobSummary(sampleReport).match(/^\| /gm)).toHaveLength(4);
  expect(jobSummary(sampleReport)).not.toContain('<b>');
});
