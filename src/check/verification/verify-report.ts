import type { Recording } from '../../evidence/recording.ts';
import type { AuditReport, ChainReport } from '../../model/report.ts';
import {
  outcomeOf,
  verificationSchemaVersion,
  type Verification,
  type VerificationCheck,
} from '../../model/verification.ts';
import { firstDifference } from './differences.ts';
import { evidenceChecks } from './evidence-checks.ts';
import { standingOf } from './standing.ts';

/** The same report, made again. */
export type ReplayedReport = { readonly report: AuditReport; readonly text: string };

/** A report, and what it is held against. */
export type ReportClaim = {
  readonly file: string;
  readonly report: AuditReport;
  /** The file's text, line ends as we write them. */
  readonly text: string;
  /** The evidence that is here, by chain. */
  readonly recordings: ReadonlyMap<string, Recording>;
  /** Made again at each time that it may have been made at, from what is here; else why that cannot be. */
  readonly replays: readonly ReplayedReport[] | { readonly open: string };
};

const daySeconds = 86_400;

/** Re-checks a JSON report: that the evidence that is here gives it, byte for byte, and what that evidence rests on. */
export function verifyReport(claim: ReportClaim): Verification {
  const { file, report } = claim;
  const recordings = report.chains.flatMap(({ id }) => claim.recordings.get(id) ?? []);
  const checks = [
    {
      name: 'form',
      outcome: 'holds',
      what: `a report by ${report.policy.id} of ${count(report.chains.length, 'chain')}`,
    } as const,
    replayCheck(claim),
    ...recordings.flatMap(flawsOf),
    ...proofCheck(recordings),
  ];
  return {
    schemaVersion: verificationSchemaVersion,
    file,
    kind: 'report',
    outcome: outcomeOf(checks),
    checks,
    evidence: recordings.flatMap(standingOf),
  };
}

function replayCheck({ text, report, replays }: ReportClaim): VerificationCheck {
  const name = 'replay';
  if ('open' in replays) {
    return { name, outcome: 'open', what: `whether it follows from the evidence was not looked at: ${replays.open}` };
  }
  if (replays.some((one) => one.text === text)) {
    return { name, outcome: 'holds', what: 'an audit of the evidence here gives it, byte for byte' };
  }
  const differences = replays.map((one) => firstDifference(report, one.report));
  const [first = 'the ages of its evidence are of no one time'] = differences.map(
    (one) => one ?? 'the values are the same, but their order or spacing is not, or a key stands there twice',
  );
  return { name, outcome: 'fails', what: `an audit of the evidence here gives another report. ${first}` };
}

function flawsOf(recording: Recording): readonly VerificationCheck[] {
  const flaws = evidenceChecks(recording).filter(({ outcome }) => outcome === 'fails');
  return flaws.map((check) => ({ ...check, name: `${recording.chain}/${check.name}` }));
}

/** One line for all chains: what each of their reads rests on is told beside. */
function proofCheck(recordings: readonly Recording[]): readonly VerificationCheck[] {
  const all = recordings.flatMap(standingOf);
  if (all.length === 0) return [];
  const proved = sum(all.map(({ reads }) => reads.proved ?? 0));
  const answered = sum(all.flatMap(({ reads }) => Object.values(reads)));
  const what = `${proved} of ${count(answered, 'answer')} are proved against headers; the others, and the hashes of ${count(all.length, 'block')}, are somebody’s word`;
  return [{ name: 'evidence', outcome: 'trusted', what }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * The times, in Unix seconds, at which a report may have been made, by the ages in it: the first and the last, which may lie
 * on either side of midnight. None where the ages contradict each other, and `null` where it holds no age at all.
 */
export function timesOf(chains: readonly Pick<ChainReport, 'evidence'>[]): readonly bigint[] | null {
  if (chains.length === 0) return null;
  const from = chains.map(({ evidence: { timestamp, ageDays } }) => timestamp + ageDays * daySeconds);
  const [first, last] = [Math.max(...from), Math.min(...from) + daySeconds - 1];
  if (first > last) return [];
  return first === last ? [BigInt(first)] : [BigInt(first), BigInt(last)];
}
