import { isAtLeast, type BlockTrust, type EvidenceId, type Grade } from '../model/evidence.ts';
import type { ReadRequest, ReadResult } from '../model/evidence.ts';
import { unknown, type Observation } from '../model/observation.ts';
import { gradeReads } from './proofs.ts';
import { evidenceId, type EvidenceReader, type ReaderOf } from './reader.ts';
import type { ChainRecording, Recording } from './recording.ts';

/** Readers that answer from a recording alone. What is not in it is unknown. */
export function replay(recording: Recording): ReaderOf {
  const readers = new Map(
    [...recording.chains].map(([chainId, chain]) => [chainId, readerFor(recording, [chainId, chain])]),
  );
  return (chainId) => readers.get(chainId);
}

function readerFor(recording: Recording, [chainId, chain]: readonly [number, ChainRecording]): EvidenceReader {
  const { grade, source } = recording;
  let grades: ReadonlyMap<EvidenceId, Grade> | undefined;
  const trust = blockTrustOf(grade, chain);
  return {
    chainId,
    block: chain.block,
    grade,
    source,
    ...(trust !== undefined && { blockTrust: trust }),
    gradeOf(id) {
      // Proofs take a while to check, so they are checked when somebody asks.
      grades ??= gradeReads(chain, grade);
      return grades.get(id) ?? grade;
    },
    read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const id = evidenceId(chainId, request);
      const answer = chain.reads.get(id) ?? unknown('not in the recording', [id]);
      return Promise.resolve(answer as Observation<ReadResult[K]>);
    },
  };
}

/** A chain of which nothing was answered by more than one provider had only one. */
function blockTrustOf(grade: Grade, { reads, lone }: ChainRecording): BlockTrust | undefined {
  if (!isAtLeast(grade, 'read')) return undefined;
  const answered = [...reads].filter(([, read]) => read.status === 'known');
  return grade === 'agreed' && answered.some(([id]) => lone?.has(id) !== true) ? 'providers' : 'provider';
}
