import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gateJson } from '../../../src/report/gate/json.ts';
import { gateSchema } from '../../../src/report/gate/schema.ts';
import { failedGate } from './failed-gate.ts';

test('keeps to the published schema, and has no field that it does not describe', () => {
  const published = JSON.parse(readFileSync('schema/gate.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false }).compile(published);
  expect(validate(JSON.parse(gateJson.render(failedGate))), JSON.stringify(validate.errors)).toBe(true);
  expect(gateSchema.parse(failedGate)).toEqual(failedGate);
});
