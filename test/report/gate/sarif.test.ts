import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gateSarif } from '../../../src/report/gate/sarif.ts';
import { failedGate, passedGate } from './failed-gate.ts';

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync('test/fixtures/sarif-2.1.0.schema.json', 'utf8')) as object);
const log = JSON.parse(gateSarif.render(failedGate));
const [run] = log.runs;

test('keeps to the official schema', () => {
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  expect(validate(JSON.parse(gateSarif.render(passedGate)))).toBe(true);
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
  expect(waivers.map((one: { suppressions?: unknown }) => one.suppressions !== undefined)).toEqual([true, false, true]);
});
