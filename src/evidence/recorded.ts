import type { ReadRequest, ReadResult } from '../model/evidence.ts';
import { unknown, type Observation } from '../model/observation.ts';
import { evidenceId, type EvidenceReader, type ReaderOf } from './reader.ts';
import type { ChainRecording, Recording } from './recording.ts';

/** Readers that answer from a recording alone. What is not in it is unknown. */
export function replay(recording: Recording): ReaderOf {
  const readers = new Map(
    [...recording.chains].map(([chainId, chain]) => [chainId, readerFor(recording, [chainId, chain])]),
  );
  return (chainId) => readers.get(chainId);
}

function readerFor({ grade, source }: Recording, [chainId, chain]: readonly [number, ChainRecording]): EvidenceReader {
  return {
    chainId,
    block: chain.block,
    grade,
    source,
    read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const id = evidenceId(chainId, request);
      const answer = chain.reads.get(id) ?? unknown('not in the recording', [id]);
      return Promise.resolve(answer as Observation<ReadResult[K]>);
    },
  };
}
