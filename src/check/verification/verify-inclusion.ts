import type { Hex } from 'viem';
import type { AuditBasis, CommittedAudit } from '../../audit/index.ts';
import { verifyInclusion, type Inclusion } from '../../evidence/commitment.ts';
import type { Recording } from '../../evidence/recording.ts';
import {
  outcomeOf,
  verificationSchemaVersion,
  type Verification,
  type VerificationCheck,
} from '../../model/verification.ts';
import { evidenceRoot } from '../evidence-root.ts';
import { firstDifference } from './differences.ts';
import { evidenceChecks, rootCheck } from './evidence-checks.ts';
import { standingOf } from './standing.ts';

/** An inclusion proof, and what it is held against. */
export type InclusionClaim = {
  readonly file: string;
  readonly inclusion: Inclusion;
  /** What the proved conclusion says it follows from; null where the leaf holds no conclusion. */
  readonly basis: AuditBasis | null;
  /** The chain's evidence and its audit on that day by the registry and the policy that are here; else why there is none. */
  readonly here: { readonly recording: Recording; readonly audit: CommittedAudit } | { readonly open: string };
  /** The root as the user knows it, from a contract or a publication. */
  readonly root?: Hex | undefined;
};

/** Re-checks an inclusion proof: the way to the root, and that root and conclusion follow from the evidence that is here. */
export function verifyInclusionClaim(claim: InclusionClaim): Verification {
  const { file, inclusion, here } = claim;
  const { leaf } = inclusion;
  const checks = [
    { name: 'form', outcome: 'holds', what: `an inclusion proof of the ${leaf.kind} ${leaf.name}` } as const,
    inclusionCheck(inclusion),
    ...rootCheck(inclusion.root, claim.root),
    ...conclusionChecks(claim),
  ];
  return {
    schemaVersion: verificationSchemaVersion,
    file,
    kind: 'inclusion',
    outcome: outcomeOf(checks),
    checks,
    evidence: 'open' in here ? [] : standingOf(here.recording),
  };
}

function inclusionCheck(inclusion: Inclusion): VerificationCheck {
  const holds = verifyInclusion(inclusion);
  const what = `the leaf is ${holds ? '' : 'not '}under the root ${inclusion.root}`;
  return { name: 'inclusion', outcome: holds ? 'holds' : 'fails', what };
}

/** Whoever trusts a root needs no evidence; for all others the root has to be made again from it. */
function conclusionChecks({ basis, here, root, inclusion }: InclusionClaim): readonly VerificationCheck[] {
  if (basis === null) {
    return [
      { name: 'content', outcome: 'fails', what: `the content is not that of a ${inclusion.leaf.kind} of an audit` },
    ];
  }
  const missing = 'open' in here ? here.open : unlike(basis, here.audit, here.recording);
  if (missing !== null) {
    const what = `whether it follows from the evidence was not looked at: ${missing}`;
    return [{ name: 'replay', outcome: root === undefined ? 'open' : 'trusted', what }];
  }
  if ('open' in here) return [];
  return [replayCheck(inclusion, here.audit), ...evidenceChecks(here.recording)];
}

/** Why an audit that was made here is not the one that is meant, though it may have been in its time; null where it is. */
function unlike(basis: AuditBasis, { basis: own }: CommittedAudit, recording: Recording): string | null {
  if (own.evidence !== basis.evidence) {
    return `it is about the evidence ${basis.evidence}; the recording of ${basis.chain} here is ${evidenceRoot(recording)}`;
  }
  if (own.policy.digest !== basis.policy.digest) {
    const { id, version, digest } = basis.policy;
    return `it is about the policy ${id} ${version} (${digest}); the one here is ${own.policy.version} (${own.policy.digest})`;
  }
  return own.entry === basis.entry ? null : `the registry entry of ${basis.chain} is not the one here (${basis.entry})`;
}

function replayCheck({ root, leaf }: Inclusion, { commitment, basis }: CommittedAudit): VerificationCheck {
  const name = 'replay';
  const own = commitment.prove(leaf.kind, leaf.name);
  if (own === undefined) return { name, outcome: 'fails', what: `the audit comes to no ${leaf.kind} ${leaf.name}` };
  if (own.leaf.content !== leaf.content) {
    const difference = firstDifference(JSON.parse(leaf.content), JSON.parse(own.leaf.content)) ?? 'another text';
    return { name, outcome: 'fails', what: `the audit comes to another ${leaf.kind}. ${difference}` };
  }
  if (own.leaf.blockHash !== leaf.blockHash || own.leaf.chainId !== leaf.chainId || commitment.root !== root) {
    return { name, outcome: 'fails', what: `the audit comes to the root ${commitment.root}, not to this one` };
  }
  const what = `the audit of ${basis.day} by ${basis.policy.id} comes to it, byte for byte, and to its root`;
  return { name, outcome: 'holds', what };
}
