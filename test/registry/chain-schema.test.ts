import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { chainJsonSchema, yearsAfter } from '../../src/registry/chain-schema.ts';
import { claimable } from '../../src/registry/claimable.ts';
import { entryText } from './entry.ts';

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(chainJsonSchema());

describe('the schema for editors', () => {
  test('accepts an entry that uses every field', () => {
    expect(validate(parse(entryText)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['an unknown key', 'escrows:', 'escrow:'],
    ['an unknown claim', 'data.location', 'data.layer'],
    ['a value that is no choice', 'value: ethereum', 'value: etherium'],
    ['a missing name', 'name: Example Chain\n', ''],
    ['a short address', "BeAed'", "BeAe'"],
  ])('refuses %s', (_, what, by) => {
    expect(validate(parse(entryText.replace(what, by)))).toBe(false);
  });

  test('says what each claim means', () => {
    const text = JSON.stringify(chainJsonSchema());
    for (const { meaning } of Object.values(claimable)) expect(text).toContain(JSON.stringify(meaning));
  });

  test('accepts every entry that ships', () => {
    const files = readdirSync('registry/chains').filter((file) => file.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const entry: unknown = parse(readFileSync(`registry/chains/${file}`, 'utf8'));
      expect(validate(entry), `${file}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});

test('two years after a leap day there is none', () => {
  expect(yearsAfter('2024-02-29', 2)).toBe('2026-02-28');
  expect(yearsAfter('2025-05-20', 2)).toBe('2027-05-20');
});
