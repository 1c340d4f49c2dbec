import { memoise } from '../evidence/memo.ts';
import { evidenceId, type EvidenceReader, type ReaderOf } from '../evidence/reader.ts';
import type { EvidenceId, ReadRequest } from '../model/evidence.ts';

/** The readers of one audit, and what became of every read. */
export type Tally = {
  readonly readerOf: ReaderOf;
  /** All reads so far, sorted; the reason where one failed. */
  reads(): readonly { readonly id: EvidenceId; readonly failed: string | null }[];
};

/** Counts the reads of an audit, each question once. */
export function tally(readerOf: ReaderOf): Tally {
  const readers = new Map<number, EvidenceReader | undefined>();
  const outcomes = new Map<EvidenceId, string | null>();
  return {
    readerOf(chainId) {
      if (!readers.has(chainId)) {
        const reader = readerOf(chainId);
        readers.set(chainId, reader && memoise(counted(reader, outcomes)));
      }
      return readers.get(chainId);
    },
    reads: () => [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, failed]) => ({ id, failed })),
  };
}

function counted(reader: EvidenceReader, outcomes: Map<EvidenceId, string | null>): EvidenceReader {
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const observation = await reader.read<K>(request);
      const failed = observation.status === 'unknown' ? observation.reason : null;
      outcomes.set(evidenceId(reader.chainId, request), failed);
      return observation;
    },
  };
}
