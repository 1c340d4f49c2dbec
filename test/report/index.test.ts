import { expect, test } from 'vitest';
import { reporterFor, reporters } from '../../src/report/index.ts';

test('a format is found by its name and by its file extension', () => {
  expect(reporterFor('markdown')).toBe(reporterFor('md'));
  expect(reporterFor('junit')?.fileExtension).toBe('xml');
  expect(reporterFor('docx')).toBeUndefined();
});

test('no two reporters share a format', () => {
  expect(new Set(reporters.map(({ format }) => format)).size).toBe(reporters.length);
});
