import { isExternallyOwned } from '../authority/contract.ts';
import { memoise } from '../evidence/memo.ts';
import { evidenceId, gradeOf, type EvidenceReader, type ReaderOf } from '../evidence/reader.ts';
import type { Hex } from 'viem';
import type { CodeSummary, Doubt, EvidenceId, Grade, ReadRequest } from '../model/evidence.ts';

/** The readers of one audit, and what became of every read. */
export type Tally = {
  readonly readerOf: ReaderOf;
  /** The hashes of the code that was found, by the id of the read, sorted. Keys with a delegation have none of their own. */
  code(): Readonly<Record<EvidenceId, Hex>>;
  /** All reads so far, sorted; the reason where one failed. */
  reads(): readonly { readonly id: EvidenceId; readonly failed: string | null }[];
  /** How far each read that was answered can be trusted. */
  grades(): readonly Grade[];
  /** What the providers of these readers did not agree on among the reads, and who of them takes no part. */
  doubts(): readonly Doubt[];
};

/** Counts the reads of an audit, each question once. */
export function tally(readerOf: ReaderOf): Tally {
  const readers = new Map<number, EvidenceReader | undefined>();
  const outcomes: Outcomes = { failed: new Map(), code: new Map() };
  return {
    readerOf(chainId) {
      if (!readers.has(chainId)) {
        const reader = readerOf(chainId);
        readers.set(chainId, reader && memoise(counted(reader, outcomes)));
      }
      return readers.get(chainId);
    },
    code: () => Object.fromEntries(sorted(outcomes.code)),
    reads: () => sorted(outcomes.failed).map(([id, failed]) => ({ id, failed })),
    grades: () => [...readers.values()].flatMap((reader) => (reader === undefined ? [] : answered(reader, outcomes))),
    doubts: () =>
      [...readers.values()]
        .flatMap((reader) => reader?.doubts?.() ?? [])
        .filter((doubt) => doubt.kind === 'dropped' || outcomes.failed.has(doubt.id)),
  };
}

type Outcomes = { readonly failed: Map<EvidenceId, string | null>; readonly code: Map<EvidenceId, Hex> };

function answered(reader: EvidenceReader, { failed }: Outcomes): readonly Grade[] {
  const ours = [...failed].filter(([id, reason]) => reason === null && id.startsWith(`${reader.chainId}/`));
  return ours.map(([id]) => gradeOf(reader, id));
}

function counted(reader: EvidenceReader, { failed, code }: Outcomes): EvidenceReader {
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const observation = await reader.read<K>(request);
      const id = evidenceId(reader.chainId, request);
      failed.set(id, observation.status === 'unknown' ? observation.reason : null);
      if (request.kind === 'code' && observation.status === 'known') {
        const summary = observation.value as CodeSummary;
        if (!isExternallyOwned(summary)) code.set(id, summary.hash);
      }
      return observation;
    },
  };
}

function sorted<T>(entries: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
