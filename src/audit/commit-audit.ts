import { commit, leavesOf, type Commitment } from '../evidence/commitment.ts';
import { replay } from '../evidence/recorded.ts';
import type { Recording } from '../evidence/recording.ts';
import type { Chain } from '../model/chain.ts';
import type { ChainReport } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import { auditChain } from './audit.ts';
import { basisOf, conclusionLeaves, type AuditBasis } from './conclusions.ts';

/** What an audit of a recording is made from. */
export type RecordedAudit = {
  readonly recording: Recording;
  readonly chain: Chain;
  readonly policy: Policy;
  /** `YYYY-MM-DD` */
  readonly day: string;
};

/** An audit, and a commitment to what it read and to what it concluded. */
export type CommittedAudit = {
  readonly report: ChainReport;
  readonly basis: AuditBasis;
  readonly commitment: Commitment;
};

/**
 * Audits a recording and commits to its reads, to what they are read at and to every conclusion. Equal requests give equal
 * roots. Throws a FullfaithError as `auditChain` does.
 */
export async function commitAudit({ recording, chain, policy, day }: RecordedAudit): Promise<CommittedAudit> {
  const now = BigInt(Date.parse(`${day}T00:00:00Z`) / 1000);
  const report = await auditChain({ chain, readerOf: replay(recording), policy, now });
  const reads = leavesOf(recording);
  const basis = basisOf({ chain, policy, day }, commit(reads).root);
  return { report, basis, commitment: commit([...reads, ...conclusionLeaves(report, basis)]) };
}
