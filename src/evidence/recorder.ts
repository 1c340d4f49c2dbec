import { isAtLeast, type EvidenceId, type Grade, type ReadRequest, type ReadResult } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import { memoise, type AnyResult } from './memo.ts';
import { evidenceId, gradeOf, type EvidenceReader, type ReaderOf } from './reader.ts';
import type { ChainRecording, Recording } from './recording.ts';

/** What a recording says of itself. Grade and source are the first reader's unless they are given. */
export type RecordingLabel = { readonly chain: string; readonly grade?: Grade; readonly source?: string };

/** Readers that remember what they were asked, and the recording of all of it so far. */
export type Recorder = { readonly readerOf: ReaderOf; recording(): Recording };

/** Wraps the readers of one audit, the audited chain's host first. Each question is asked once. */
export function record(readers: readonly [EvidenceReader, ...EvidenceReader[]], label: RecordingLabel): Recorder {
  const [{ grade, source }] = readers;
  const wrapped = readers.map((reader) => remember(reader));
  return {
    readerOf: (chainId) => wrapped.find((one) => one.reader.chainId === chainId)?.reader,
    recording: () => ({
      chain: label.chain,
      grade: label.grade ?? grade,
      source: label.source ?? source,
      chains: new Map(
        wrapped.map(({ reader, reads }) => [reader.chainId, chainOf(reader, reads, label.grade ?? grade)]),
      ),
    }),
  };
}

function chainOf(reader: EvidenceReader, reads: ChainRecording['reads'], grade: Grade): ChainRecording {
  const { block } = reader;
  const answered = [...reads].filter(([, read]) => read.status === 'known').map(([id]) => id);
  const lone = grade === 'agreed' ? answered.filter((id) => !isAtLeast(gradeOf(reader, id), grade)) : [];
  return { block, reads: new Map(reads), ...(lone.length > 0 && { lone: new Set(lone) }) };
}

function remember(inner: EvidenceReader) {
  const reads = new Map<EvidenceId, Observation<AnyResult>>();
  const reader: EvidenceReader = memoise({
    ...inner,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const id = evidenceId(inner.chainId, request);
      const answer = await inner.read<K>(request);
      // Exactly what a replay will answer: its evidence is itself.
      const kept = answer.status === 'known' ? known(answer.value, [id]) : unknown(answer.reason, [id]);
      reads.set(id, kept as Observation<AnyResult>);
      return kept as Observation<ReadResult[K]>;
    },
  });
  return { reader, reads };
}
