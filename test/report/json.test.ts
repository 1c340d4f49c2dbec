import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import { json } from '../../src/report/json.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { sampleReport } from './sample-report.ts';

const published: object = JSON.parse(readFileSync('schema/report.schema.json', 'utf8'));

test('is the report', () => {
  expect(JSON.parse(json.render(sampleReport))).toEqual(sampleReport);
});

test('does not depend on the order of keys', () => {
  const backwards = (value: object) => Object.fromEntries(Object.entries(value).reverse());
  const turned: AuditReport = JSON.parse(JSON.stringify(sampleReport), (_, value: unknown) => {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? backwards(value) : value;
  });
  expect(Object.keys(turned)).not.toEqual(Object.keys(sampleReport));
  expect(json.render(turned)).toBe(json.render(sampleReport));
});

test('keeps to the published schema', () => {
  const validate = new Ajv2020({ strict: false }).compile(published);
  expect(validate(JSON.parse(json.render(sampleReport))), JSON.stringify(validate.errors)).toBe(true);
});

test('a report of a later version with more fields keeps to it too, one with a missing field does not', () => {
  const validate = new Ajv2020({ strict: false }).compile(published);
  const { policy: _, ...rest } = sampleReport;
  expect(validate({ ...sampleReport, later: 1 })).toBe(true);
  expect(validate(rest)).toBe(false);
});

test('has no field that the schema does not describe', () => {
  expect(reportSchema.parse(sampleReport)).toEqual(sampleReport);
});
