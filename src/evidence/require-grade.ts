import { isAtLeast, type Grade, type ReadRequest, type ReadResult } from '../model/evidence.ts';
import { unknown, type Observation } from '../model/observation.ts';
import { evidenceId, gradeOf, type EvidenceReader } from './reader.ts';

/**
 * The same reader, to which an answer of a lower grade than required is no answer. Proofs show what is so at a block of a certain
 * hash, so they are worth no more than the word for that hash: one provider's could have made up both.
 */
export function requireGrade(reader: EvidenceReader, required: Grade): EvidenceReader {
  const isBaseless = required === 'proved' && reader.blockTrust === 'provider';
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = await reader.read<K>(request);
      if (answer.status === 'unknown') return answer;
      const id = evidenceId(reader.chainId, request);
      if (isBaseless) return unknown("proofs are required, but the block's hash is one provider's word", [id]);
      const grade = gradeOf(reader, id);
      if (isAtLeast(grade, required)) return answer;
      return unknown(`its grade is ${grade}, ${required} is required`, [id]) as Observation<ReadResult[K]>;
    },
  };
}
