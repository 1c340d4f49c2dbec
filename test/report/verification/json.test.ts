import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verificationJson } from '../../../src/report/verification/json.ts';
import { sampleVerification } from './sample-verification.ts';

const text = verificationJson.render(sampleVerification);

test('follows the published schema, and means the same', () => {
  const schema = JSON.parse(readFileSync('schema/verification.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(JSON.parse(text)).toEqual(sampleVerification);
});

test('lets nothing through that a terminal obeys or hides', () => {
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});
