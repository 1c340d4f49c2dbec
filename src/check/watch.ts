import type { DiffReport } from '../model/diff.ts';
import { type Notice, noticeSchemaVersion } from '../model/notice.ts';
import type { AuditReport, ChainReport } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import { auditReport } from '../audit/index.ts';
import { type Audit, diffReport } from './diff.ts';

/** What a watch remembers between two looks. */
export type WatchState = {
  /** The last audit of every chain that was watched; null before the first. */
  readonly report: AuditReport | null;
  /** What was not delivered yet, oldest first. */
  readonly pending: readonly Notice[];
  /** Looks in a row at which nothing could be seen, the first in Unix seconds; null while all is well. */
  readonly outage: { readonly since: number; readonly looks: number } | null;
};

/** One look that succeeded. `asked` are the chains it was about, whether they are still there or not. */
export type Look = {
  readonly policy: Policy;
  readonly reports: readonly ChainReport[];
  readonly asked: (id: string) => boolean;
};

/** Before anything was seen. */
export const blankState: WatchState = { report: null, pending: [], outage: null };

/** A blackout is told when it has lasted this many looks: shorter ones mend themselves. */
const looksUntilOutage = 3;
/** The receiver was away for long; what is older is dropped. */
const mostPending = 100;

/** What a look changes: the next state, and the difference to the last look, where there is one. */
export function afterLook(
  state: WatchState,
  look: Look,
): { readonly state: WatchState; readonly diff: DiffReport | null } {
  const { policy, reports, asked } = look;
  const before = (state.report?.chains ?? []).filter(({ id }) => asked(id));
  const others = (state.report?.chains ?? []).filter(({ id }) => !asked(id));
  const report = auditReport(policy, [...others, ...reports]);
  const diff = state.report === null || before.length === 0 ? null : diffOf(state.report.policy, before, look);
  const isNews = diff !== null && diff.chains.length > 0;
  const { outage } = state;
  const pending = [
    ...state.pending,
    ...(outage !== null && outage.looks >= looksUntilOutage
      ? [notice({ event: 'recovery', since: outage.since })]
      : []),
    ...(isNews ? [notice({ event: 'change', diff })] : []),
  ];
  return { state: { report, pending: pending.slice(-mostPending), outage: null }, diff: isNews ? diff : null };
}

/** What a look changes at which nothing could be seen. `now` is in Unix seconds. */
export function afterOutage(state: WatchState, reason: string, now: number): WatchState {
  const { since, looks } = state.outage ?? { since: now, looks: 0 };
  const told = looks + 1 === looksUntilOutage ? [notice({ event: 'outage', since, reason })] : [];
  return { ...state, pending: [...state.pending, ...told].slice(-mostPending), outage: { since, looks: looks + 1 } };
}

/** Reads that failed now and did not at the last look: the node may be at fault, and a second look is worth it. */
export function newlyFailed(state: WatchState, reports: readonly ChainReport[]): readonly string[] {
  const before = new Map((state.report?.chains ?? []).map((chain) => [chain.id, chain]));
  return reports.flatMap(({ id, evidence }) => {
    const known = new Set(before.get(id)?.evidence.failed.map((one) => one.id) ?? []);
    return before.has(id) ? evidence.failed.flatMap((one) => (known.has(one.id) ? [] : [one.reason])) : [];
  });
}

function diffOf(
  { id, version }: AuditReport['policy'],
  before: readonly ChainReport[],
  { policy, reports }: Look,
): DiffReport {
  const audits = (of: readonly ChainReport[], by: Policy): readonly Audit[] =>
    of.map((report) => ({ report, policy: by }));
  // Of the policy that judged the last look only the name is remembered; the ladder that counts is today's.
  const then = audits(before, { ...policy, id, version });
  return diffReport(
    { label: blocks(before), audits: then },
    { label: blocks(reports), audits: audits(reports, policy) },
  );
}

function blocks(reports: readonly ChainReport[]): string {
  const numbers = [...new Set(reports.map(({ evidence }) => evidence.block))].sort((a, b) => a - b);
  return numbers.length === 0 ? 'nothing' : `block ${numbers.join(', ')}`;
}

type Bare = Notice extends infer One ? (One extends Notice ? Omit<One, 'schemaVersion'> : never) : never;

function notice(bare: Bare): Notice {
  return { schemaVersion: noticeSchemaVersion, ...bare };
}
