import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import { jobSummary } from '../../src/report/github.ts';
import { reporters } from '../../src/report/index.ts';
import { sampleReport } from './sample-report.ts';

/** The report with one waiver on its first chain. */
function withWaiver(expired: boolean): AuditReport {
  const waivers = [
    { rule: 'valid/proof', owner: 'the bridge team', reason: 'in June', expires: '2026-01-01', expired },
  ];
  const chains = sampleReport.chains.map((chain, at) => ({ ...chain, waivers: at === 0 ? waivers : [] }));
  return { ...sampleReport, chains };
}

describe.each(reporters.map((reporter) => [reporter.format, reporter] as const))('%s', (format, { render }) => {
  test('shows who answers for what until when, and that a waiver has expired', () => {
    for (const options of [{}, { detail: true }]) {
      const text = render(withWaiver(false), options);
      expect(text).toContain('the bridge team');
      expect(text).toContain('2026-01-01');
      expect(text).toContain('in June');
    }
    expect(render(withWaiver(true)), format).not.toBe(render(withWaiver(false)));
  });
});

test('the job summary shows waivers', () => {
  expect(jobSummary(withWaiver(false))).toContain('the bridge team answers for it until 2026-01-01: in June');
});

test('in SARIF a waiver suppresses what it is for, until it expires', () => {
  const sarif = reporters.find(({ format }) => format === 'sarif');
  const suppressed = (report: AuditReport) => {
    const { results } = JSON.parse(sarif?.render(report) ?? '').runs[0] as { results: { ruleId: string }[] };
    return results.filter((one) => 'suppressions' in one).map(({ ruleId }) => ruleId);
  };
  expect(suppressed(withWaiver(false))).toEqual(['valid/proof']);
  expect(suppressed(withWaiver(true))).toEqual([]);
});
