import type { ChainReport } from '../../src/model/report.ts';
import { columns, reasons } from './truth.ts';

/** What the program says, in the reviewers’ words; null where it does not know. */
export type Answers = {
  readonly stage: string | null;
  readonly category: string | null;
  /** Why it is one of the Others, sorted; null where that is open. */
  readonly reasons: string | null;
  /** What gates go by: the lower end, where the stage is open. */
  readonly worst: string;
  readonly dimensions: Readonly<Record<string, { readonly value: string; readonly sentiment: string } | null>>;
};

/** The answers of one report under the policy of the reviewers. */
export function answersOf(report: ChainReport): Answers {
  const stage = stageOf(report);
  return {
    stage,
    category: categoryOf(report, stage),
    reasons: reasonsOf(report),
    worst: report.credit.worst,
    dimensions: Object.fromEntries(
      Object.keys(columns).map((id) => [id, report.dimensions.find((one) => one.dimension === id)?.answer ?? null]),
    ),
  };
}

// `others` without a reason is a chain without a stage.
function stageOf({ credit, findings }: ChainReport): string | null {
  if (credit.best !== credit.worst) return null;
  if (credit.worst !== 'others') return credit.worst;
  const given = findings.filter(({ reason }) => reason !== undefined);
  if (given.some(({ outcome }) => outcome === 'fail')) return 'others';
  return given.some(({ outcome }) => outcome === 'unknown') ? null : 'no stage';
}

function categoryOf({ facts }: ChainReport, stage: string | null): string | null {
  if (stage === null || stage === 'others') return stage === null ? null : 'Other';
  const kind = valueOf(facts['proof.kind']);
  const location = valueOf(facts['data.location']);
  if (kind === null || location === null) return null;
  const isOnchain = location === 'ethereum';
  if (kind === 'validity') return isOnchain ? 'ZK Rollup' : 'Validium';
  return isOnchain ? 'Optimistic Rollup' : 'Optimium';
}

function reasonsOf({ findings }: ChainReport): string | null {
  const given = findings.filter(({ reason }) => reason !== undefined);
  if (given.some(({ outcome }) => outcome === 'unknown')) return null;
  const names = given.flatMap(({ outcome, reason }) => (outcome === 'fail' ? (reasons[reason ?? ''] ?? []) : []));
  return [...new Set(names)].sort().join(', ') || 'none';
}

function valueOf(fact: ChainReport['facts'][string] | undefined): string | null {
  return fact !== undefined && 'value' in fact ? String(fact.value) : null;
}
