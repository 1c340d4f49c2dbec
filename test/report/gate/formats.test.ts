import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gateSummary } from '../../../src/report/gate/github.ts';
import { gateReporters } from '../../../src/report/gate/index.ts';
import { gateSchema } from '../../../src/report/gate/schema.ts';
import { passedGate, failedGate } from './failed-gate.ts';

// What a terminal obeys or hides, apart from line feeds, which every format uses itself.
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

function render(format: string, gate = failedGate): string {
  return gateReporters.find((one) => one.format === format)?.render(gate) ?? '';
}

describe.each(gateReporters.map((reporter) => [reporter.format, reporter] as const))('%s', (_, { render: by }) => {
  test('is the same for the same gate, and lets no control character through', () => {
    expect(by(structuredClone(failedGate))).toBe(by(failedGate));
    expect(by(failedGate)).not.toMatch(steering);
    expect(by(failedGate)).toMatch(/[^\n]\n$/);
  });

  test('shows what fails, why, what to do, and the waivers', () => {
    const text = by(failedGate);
    for (const what of ['undetermined', 'level-rose', 'new-power', 'expired-waiver', 'stale-evidence', 'no-evidence']) {
      expect(text).toContain(what);
    }
    expect(text).toContain('the bridge team');
    expect(text).toContain('--update');
    expect(text).toContain('proof.kind');
  });

  test('says when all is as expected', () => {
    expect(by(passedGate)).not.toBe(by({ ...passedGate, chains: [] }));
  });
});

describe('SARIF', () => {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync('test/fixtures/sarif-2.1.0.schema.json', 'utf8')) as object);
  const log = JSON.parse(render('sarif'));
  const [run] = log.runs;

  test('keeps to the official schema', () => {
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(JSON.parse(render('sarif', passedGate)))).toBe(true);
  });

  test('points into the lines of the registry', () => {
    const place = (ruleId: string) =>
      run.results.find((one: { ruleId: string }) => one.ruleId === ruleId).locations[0].physicalLocation;
    expect(place('expired-waiver')).toEqual({
      artifactLocation: { uri: 'registry/chains/example.yaml' },
      region: { startLine: 35, startColumn: 5 },
    });
  });

  test('every result names its rule; fingerprints tell all results apart', () => {
    const { rules } = run.tool.driver;
    const prints = run.results.map(({ partialFingerprints }: never) => JSON.stringify(partialFingerprints));
    expect(new Set(prints).size).toBe(prints.length);
    for (const { ruleIndex, ruleId } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
  });

  test('a waiver that counts is a suppressed result, an expired one is not', () => {
    const waivers = run.results.filter((one: { ruleId: string }) => one.ruleId === 'waiver');
    expect(waivers.map((one: { suppressions?: unknown }) => one.suppressions !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });
});

test('JSON keeps to the published schema, and has no field that it does not describe', () => {
  const published = JSON.parse(readFileSync('schema/gate.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false }).compile(published);
  expect(validate(JSON.parse(render('json'))), JSON.stringify(validate.errors)).toBe(true);
  expect(gateSchema.parse(failedGate)).toEqual(failedGate);
});

test('JUnit counts what it holds', () => {
  const text = render('junit');
  const counted = [...text.matchAll(/<testsuite .*?tests="(\d+)" failures="(\d+)" errors="(\d+)"/g)];
  const sum = (at: number) => counted.reduce((total, match) => total + Number(match[at]), 0);
  expect(text.match(/<testcase /g)).toHaveLength(sum(1));
  expect(text.match(/<failure /g)).toHaveLength(sum(2));
  expect(text.match(/<error /g)).toHaveLength(sum(3));
  expect(text).not.toContain('<b>');
});

test('GitHub gets one command a line, errors first, at lines of the registry', () => {
  const lines = render('github').trimEnd().split('\n');
  expect(lines.slice(0, -1).every((line) => /^::(error|notice) file=[^,]+,line=\d+,col=\d+,title=/.test(line))).toBe(
    true,
  );
  const lastError = lines.findLastIndex((line) => line.startsWith('::error'));
  expect(lines.findIndex((line) => line.startsWith('::notice'))).toBe(lastError + 1);
  expect(gateSummary(failedGate)).toContain('## fullfaith check');
});

test('Markdown keeps its tables and lets no markup through that came from a chain', () => {
  const text = render('markdown');
  const [table = ''] = text.split('\n\n').filter((part) => part.startsWith('|'));
  const cells = (line: string) => line.split(/(?<!\\)\|/).length;
  const [head = '', ...lines] = table.split('\n');
  expect(lines.map(cells)).toEqual(lines.map(() => cells(head)));
  expect(text).not.toMatch(/<b>|(?<!\\)\]\(https|https:\/\/e\.example/);
});

test('the terminal ends with the outcome', () => {
  expect(render('terminal')).toMatch(/Failed: 2 of 3 chains, held against registry\/credit\.lock\.yaml\.\n$/);
  expect(render('terminal', passedGate)).toMatch(/Passed: 1 chain as registry\/credit\.lock\.yaml says\.\n$/);
  expect(render('terminal', { ...passedGate, outcome: 'unread' })).toMatch(/Not known: /);
});
