import type { EvidenceId } from '../../src/model/evidence.ts';
import type { Policy } from '../../src/model/rule.ts';
import { noting } from '../stacks/recorded.ts';
import type { Recorded } from './recorded-audits.ts';

/** The ids of all reads of a recorded audit that succeeded, sorted. */
export async function collectReads(recorded: Recorded, policy: Policy): Promise<readonly EvidenceId[]> {
  const ids = new Set<EvidenceId>();
  await recorded.audit(policy, (reader) => noting(reader, ids));
  return [...ids].sort();
}
