import type { EvidenceReader } from '../../src/evidence/reader.ts';
import { evidenceId } from '../../src/evidence/reader.ts';
import type { EvidenceId, ReadRequest } from '../../src/model/evidence.ts';
import type { Policy } from '../../src/model/rule.ts';
import type { Recorded } from './recorded-audits.ts';

/** The ids of all reads of a recorded audit that succeeded, sorted. */
export async function collectReads(recorded: Recorded, policy: Policy): Promise<readonly EvidenceId[]> {
  const ids = new Set<EvidenceId>();
  await recorded.audit(policy, (reader: EvidenceReader) => ({
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = await reader.read<K>(request);
      if (answer.status === 'known') ids.add(evidenceId(reader.chainId, request));
      return answer;
    },
  }));
  return [...ids].sort();
}
