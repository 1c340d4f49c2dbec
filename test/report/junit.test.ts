import { expect, test } from 'vitest';
import { junit } from '../../src/report/junit.ts';
import { sampleReport } from './sample-report.ts';

const text = junit.render(sampleReport);

test('has a suite for each chain with its counts', () => {
  expect(text).toContain(
    '<testsuite name="risky" tests="4" failures="1" errors="1" skipped="1" timestamp="2025-04-30T08:00:00">',
  );
  expect(text).toContain('<testsuite name="calm" tests="1" failures="0" errors="0" skipped="0"');
});

test('what is unknown is an error, and not a skip', () => {
  expect(text).toMatch(/name="valid\/proof"><error message="evil /);
  expect(text).toContain('name="untouched/upgrade (upgrade-portal)"><failure message="Too few keys."/>');
  expect(text).toContain('name="uncensored/forced"/>');
  expect(text).toContain('name="unreverted/data"><skipped message="No data."/>');
});

test('texts cannot close an element or an attribute', () => {
  const quotes = text.split('\n').map((line) => (line.match(/"/g) ?? []).length);
  expect(quotes.every((count) => count % 2 === 0)).toBe(true);
  expect(text).not.toContain('<b>');
  expect(text.match(/<testcase /g)).toHaveLength(5);
});
