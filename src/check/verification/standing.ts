import { gradeReads } from '../../evidence/proofs.ts';
import type { Recording } from '../../evidence/recording.ts';
import { grades, type Grade } from '../../model/evidence.ts';
import type { EvidenceStanding } from '../../model/verification.ts';

/** What the reads of a recording rest on, a chain each. */
export function standingOf({ chain, grade, source, chains }: Recording): readonly EvidenceStanding[] {
  return [...chains].map(([chainId, recorded]) => {
    const { block, reads } = recorded;
    const known = [...gradeReads(recorded, grade)].filter(([id]) => reads.get(id)?.status === 'known');
    return {
      chain,
      chainId,
      block: Number(block.number),
      blockHash: block.hash,
      source,
      reads: counted(known.map(([, one]) => one)),
      failed: reads.size - known.length,
    };
  });
}

function counted(all: readonly Grade[]): EvidenceStanding['reads'] {
  const counts = grades.map((grade) => [grade, all.filter((one) => one === grade).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
