import type { GateChain, GateFinding, GateReport, GateWaiver } from '../../model/gate.ts';
import { changeText } from '../change-text.ts';
import { creditText } from '../phrase.ts';
import type { DocumentReporter } from '../reporter.ts';

/** One output format of `fullfaith check`. */
export type GateReporter = DocumentReporter<GateReport>;

/** What the gate says in the end, in a line. */
export function conclusion({ chains, outcome, lock }: GateReport): string {
  const failed = chains.filter(({ findings }) => findings.some(({ fails }) => fails)).length;
  const all = `${chains.length} ${chains.length === 1 ? 'chain' : 'chains'}`;
  switch (outcome) {
    case 'passed':
      return `Passed: ${all} as ${lock} says.`;
    case 'failed':
      return `Failed: ${failed} of ${all}, held against ${lock}.`;
    case 'unread':
      return `Not known: ${failed} of ${all} could not be audited; the others are as ${lock} says.`;
  }
}

/** The level of a chain now; where the lock says otherwise, both. */
export function levelText({ credit, locked }: GateChain): string {
  const now = credit === null ? null : creditText(credit);
  const then = locked === null ? null : creditText(locked);
  if (now === then) return now ?? 'not audited';
  return then === null ? (now ?? 'not audited') : `${then} → ${now ?? 'not audited'}`;
}

/** What a finding is about and how it changed, beside its sentence; empty where the sentence says it all. */
export function detailText(finding: GateFinding): string {
  const change = changeText(finding);
  return [finding.subject, change].filter((part) => part !== '').join(': ');
}

/** Who answers for a rule, and whether that still counts. */
export function gateWaiverText({ rule, owner, reason, expires, expired, needed }: GateWaiver): string {
  const state = expired ? 'expired' : needed ? 'until' : 'not needed, until';
  return `${rule}: ${owner} answers for it (${state} ${expires}): ${reason}`;
}

/** Failing findings first, in their own order otherwise. */
export function failingFirst(findings: readonly GateFinding[]): readonly GateFinding[] {
  return [...findings.filter(({ fails }) => fails), ...findings.filter(({ fails }) => !fails)];
}
