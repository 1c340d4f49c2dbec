import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DiffReport } from '../../../src/model/diff.ts';
import { diffReporters } from '../../../src/report/diff/index.ts';
import { diffSchema } from '../../../src/report/diff/schema.ts';
import { greatDiff } from './great-diff.ts';

const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const nothing: DiffReport = { ...greatDiff, chains: [] };

function render(format: string, diff = greatDiff): string {
  return diffReporters.find((one) => one.format === format)?.render(diff) ?? '';
}

describe.each(diffReporters.map((reporter) => [reporter.format, reporter] as const))('%s', (_, { render: by }) => {
  test('is the same for the same diff, and lets no control character through', () => {
    expect(by(structuredClone(greatDiff))).toBe(by(greatDiff));
    expect(by(greatDiff)).not.toMatch(steering);
    expect(by(greatDiff)).toMatch(/[^\n]\n$/);
  });

  test('shows levels, coalitions, powers, facts, bodies and rules', () => {
    const text = by(greatDiff);
    for (const what of [
      'separate-chain',
      'full-faith',
      'upgrade-portal',
      'proof.kind',
      'untouched/upgrade',
      'vanished',
    ]) {
      expect(text).toContain(what);
    }
  });
});

test('the terminal and Markdown say that nothing differs', () => {
  expect(render('terminal', nothing)).toBe('Nothing differs.\n');
  expect(render('markdown', nothing)).toContain('Nothing differs.');
});

test('JSON keeps to the published schema, and has no field that it does not describe', () => {
  const published = JSON.parse(readFileSync('schema/diff.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false }).compile(published);
  expect(validate(JSON.parse(render('json'))), JSON.stringify(validate.errors)).toBe(true);
  expect(diffSchema.parse(greatDiff)).toEqual(greatDiff);
});

test('Markdown fits into a comment of a pull request, whatever the number of chains', () => {
  const [one] = greatDiff.chains;
  const many = Array.from({ length: 400 }, (_, at) => ({
    ...(one as DiffReport['chains'][number]),
    id: `chain-${at}`,
  }));
  for (const count of [1, 20, 100, 400]) {
    const text = render('markdown', { ...greatDiff, chains: many.slice(0, count) });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain('## fullfaith diff');
  }
});

test('Markdown lets no markup through that came from a chain or an argument', () => {
  expect(render('markdown')).not.toMatch(/<b>|(?<!\\)\]\(https|https:\/\/e\.example/);
});
