import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/report/index.ts';
import { hostile, sampleReport } from './sample-report.ts';

// What a terminal obeys or hides, apart from line feeds, which every format uses itself.
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

describe.each(reporters.map((reporter) => [reporter.format, reporter] as const))('%s', (_, reporter) => {
  test('gives the same text for the same report', () => {
    expect(reporter.render(structuredClone(sampleReport))).toBe(reporter.render(sampleReport));
  });

  test('lets no control character through', () => {
    expect(steering.test(hostile)).toBe(true);
    expect(reporter.render(sampleReport)).not.toMatch(steering);
  });

  test('says something about a chain that is not at its best', () => {
    const risky = { ...sampleReport, chains: sampleReport.chains.filter(({ id }) => id === 'risky') };
    expect(reporter.render(risky)).not.toBe(reporter.render({ ...sampleReport, chains: [] }));
  });

  test('ends in one line feed', () => {
    expect(reporter.render(sampleReport)).toMatch(/[^\n]\n$/);
  });

  test('renders a report without chains', () => {
    expect(() => reporter.render({ ...sampleReport, chains: [] })).not.toThrow();
  });
});
