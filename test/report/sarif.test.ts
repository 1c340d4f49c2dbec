import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sarif } from '../../src/report/sarif.ts';
import { sampleReport } from './sample-report.ts';

// The schema of OASIS, as @microsoft/sarif-multitool 5.7.0 ships it.
const official: object = JSON.parse(readFileSync('test/fixtures/sarif-2.1.0.schema.json', 'utf8'));
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const validate = ajv.compile(official);

const log = JSON.parse(sarif.render(sampleReport));
const [run] = log.runs;

test('keeps to the official schema', () => {
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...log, version: '2.0.0' })).toBe(false);
});

test('what fails is a warning, what is unknown is open, and nothing else is a result', () => {
  const results = run.results.map(({ ruleId, kind, level }: Record<string, unknown>) => [ruleId, kind, level]);
  expect(results).toEqual([
    ['valid/proof', 'open', 'none'],
    ['untouched/upgrade', 'fail', 'warning'],
  ]);
});

test('points into the registry entry', () => {
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'registry/chains/risky%20chain.yaml' },
    region: { startLine: 3, startColumn: 1 },
  });
});

test('points at the line that a finding is about, where it has one', () => {
  const [chain] = sampleReport.chains;
  if (chain === undefined) throw new Error('the sample has changed');
  const location = { ...chain.location, line: 9, column: 3 };
  const findings = chain.findings.map((finding) => ({ ...finding, location }));
  const rendered = JSON.parse(sarif.render({ ...sampleReport, chains: [{ ...chain, findings }] }));
  expect(rendered.runs[0].results[0].locations[0].physicalLocation.region).toEqual({ startLine: 9, startColumn: 3 });
});

test('every result names its rule, and every rule has what code scanning asks for', () => {
  const { rules } = run.tool.driver;
  for (const { ruleIndex, ruleId } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
  for (const rule of rules) {
    expect(rule.fullDescription.text).not.toBe('');
    expect(rule.help.text).toContain('at best separate-chain');
  }
});

test('two findings of one rule about two powers do not count as one', () => {
  const [chain] = sampleReport.chains;
  const finding = chain?.findings[1];
  if (chain === undefined || finding === undefined) throw new Error('the sample has changed');
  const both = { ...chain, findings: [finding, { ...finding, power: 'pause' }] };
  const rendered = JSON.parse(sarif.render({ ...sampleReport, chains: [both] }));
  const prints = rendered.runs[0].results.map((one: typeof run) => one.partialFingerprints['finding/v1']);
  expect(new Set(prints).size).toBe(2);
});

test('a text from a chain makes neither a link nor a placeholder', () => {
  const [chain] = sampleReport.chains;
  const finding = chain?.findings[0];
  if (chain === undefined || finding === undefined) throw new Error('the sample has changed');
  const named = { ...chain, name: 'x', findings: [{ ...finding, message: 'a [b](https://e.example) {0}' }] };
  const rendered = JSON.parse(sarif.render({ ...sampleReport, chains: [named] }));
  expect(rendered.runs[0].results[0].message.text).toBe('x: a \\[b\\](https://e.example) {{0}}');
});
