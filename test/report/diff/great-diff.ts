import { diffReport } from '../../../src/check/index.ts';
import type { DiffReport } from '../../../src/model/diff.ts';
import type { ChainReport } from '../../../src/model/report.ts';
import { policy, report } from '../../check/sample.ts';
import { hostile, sampleReport } from '../sample-report.ts';

const [, calm] = sampleReport.chains;
const changed: ChainReport = {
  ...(calm as ChainReport),
  id: report.id,
  name: hostile,
  facts: { 'proof.kind': { type: 'choice', evidence: [], value: hostile } },
};
const audits = (...of: readonly ChainReport[]) => of.map((one) => ({ report: one, policy }));

/** A chain in which everything changed, one that is new, and one that is the same. */
export const greatDiff: DiffReport = diffReport(
  { label: hostile, audits: audits(report, { ...report, id: 'same' }) },
  { label: 'b', audits: audits(changed, { ...report, id: 'same' }, { ...report, id: 'fresh' }) },
);
