import type { Hex } from 'viem';
import type { CommittedAudit } from '../../audit/index.ts';
import type { Recording } from '../../evidence/recording.ts';
import type { Policy } from '../../model/rule.ts';
import {
  outcomeOf,
  verificationSchemaVersion,
  type Verification,
  type VerificationCheck,
} from '../../model/verification.ts';
import type { LockEntry } from '../../registry/lock.ts';
import { renderLock } from '../../registry/lock.ts';
import { evidenceRoot } from '../evidence-root.ts';
import { pin } from '../pin.ts';
import { firstDifference } from './differences.ts';
import { evidenceChecks, rootCheck } from './evidence-checks.ts';
import { standingOf } from './standing.ts';

/** A recording, and what it is held against. */
export type RecordingClaim = {
  readonly file: string;
  readonly recording: Recording;
  readonly policy: Policy;
  /** Its audit by the registry and the policy that are here, or the reason why there is none. */
  readonly audit: CommittedAudit | { readonly open: string };
  /** What the lock says of the chain; `lockFile` is how messages call it. */
  readonly locked: LockEntry | null;
  readonly lockFile: string;
  /** The evidence's root as the user knows it. */
  readonly root?: Hex | undefined;
};

/** Re-checks a recording that was read without complaint: root, proofs, and that it gives the verdict that is relied on. */
export function verifyRecording(claim: RecordingClaim): Verification {
  const { file, recording } = claim;
  const checks = [
    {
      name: 'form',
      outcome: 'holds',
      what: `a recording of ${recording.chain}, in the one form that there is`,
    } as const,
    ...rootCheck(evidenceRoot(recording), claim.root),
    ...lockChecks(claim),
    ...evidenceChecks(recording),
    replayCheck(claim),
  ];
  return {
    schemaVersion: verificationSchemaVersion,
    file,
    kind: 'recording',
    outcome: outcomeOf(checks),
    checks,
    evidence: standingOf(recording),
  };
}

function lockChecks({ recording, locked, lockFile }: RecordingClaim): readonly VerificationCheck[] {
  const root = evidenceRoot(recording);
  const name = 'lock';
  const expected = locked?.evidenceRoot ?? null;
  if (locked === null || expected === null) {
    return [
      { name, outcome: 'trusted', what: `${lockFile} names no evidence of ${recording.chain}; its root is ${root}` },
    ];
  }
  if (expected === root)
    return [{ name, outcome: 'holds', what: `the root ${root} is the one that ${lockFile} names` }];
  const isSameBlock = [...recording.chains.values()].some(({ block }) => Number(block.number) === locked.block);
  const what = `the root is ${root}; ${lockFile} names ${expected} at block ${locked.block}`;
  return [{ name, outcome: isSameBlock ? 'fails' : 'trusted', what }];
}

function replayCheck({ audit, locked, lockFile, policy, recording }: RecordingClaim): VerificationCheck {
  const name = 'replay';
  if ('open' in audit) return { name, outcome: 'open', what: `no verdict follows here: ${audit.open}` };
  const { level, best } = audit.report.credit;
  const verdict = level === best ? level : `${level}…${best}`;
  const what = `by the policy ${policy.id} it gives ${verdict}`;
  if (locked === null || locked.policy !== policy.id || locked.evidenceRoot !== evidenceRoot(recording)) {
    return { name, outcome: 'holds', what: `${what}; no lock says what that has to be` };
  }
  const again = { ...pin(audit.report, policy), evidenceRoot: locked.evidenceRoot };
  if (renderLock([again]) === renderLock([locked])) {
    return { name, outcome: 'holds', what: `${what}, byte for byte what ${lockFile} says` };
  }
  const difference = firstDifference(locked, again) ?? 'another order';
  return { name, outcome: 'fails', what: `${what}, but ${lockFile} says otherwise. ${difference}` };
}
