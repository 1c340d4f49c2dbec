import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { type EvidenceReader, evidenceId, type ReaderOf } from '../../src/evidence/reader.ts';
import { replay } from '../../src/evidence/recorded.ts';
import type { Recording } from '../../src/evidence/recording.ts';
import type { EvidenceId, ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, unknown } from '../../src/model/observation.ts';
import { loadChain } from '../../src/registry/load-registry.ts';
import type { Stack } from '../../src/stacks/stack.ts';
import { type Assessed, assessed } from './assessed.ts';

const registry = join(import.meta.dirname, '../../registry');

/** What a stack makes of a shipped recording. `lost` are reads that fail, `without` chains of which there is no evidence. */
export type Replay = {
  readonly lost?: EvidenceId;
  readonly without?: readonly number[];
  /** What is answered in place of what was recorded. */
  readonly answers?: Readonly<Record<EvidenceId, ReadResult[ReadRequest['kind']]>>;
};

/** The ids of all reads that a recording answers, by chain. */
export function recordedReads(id: string): readonly EvidenceId[] {
  return [...recordingOf(id).chains.values()].flatMap(({ reads }) =>
    [...reads].filter(([, read]) => read.status === 'known').map(([one]) => one),
  );
}

/** Answers what the recording of a chain of the registry answers about a chain; of Ethereum if not told otherwise. */
export function recordedReader(id: string, chainId = 1): EvidenceReader {
  const reader = replay(recordingOf(id))(chainId);
  if (reader === undefined) throw new Error(`the recording of ${id} has nothing of chain ${chainId}`);
  return reader;
}

/** Assesses a chain of the registry from its shipped recording. */
export async function assessRecorded(
  id: string,
  stack: Stack,
  { lost, without = [], answers = {} }: Replay = {},
): Promise<Assessed> {
  const chain = await loadChain(registry, id);
  const readers = replay(recordingOf(id));
  const readerOf: ReaderOf = (chainId) => {
    const reader = without.includes(chainId) ? undefined : readers(chainId);
    return reader && answering(losing(reader, lost), answers);
  };
  const reader = readerOf(1);
  if (reader === undefined) throw new Error(`the recording of ${id} has nothing of Ethereum`);
  const resolver = createResolver(reader, readerOf);
  const assessment = await stack.assess({ chain, reader, readerOf, resolver });
  return assessed(assessment, await resolver.settle());
}

/** The reader without one read: it fails. */
export function losing(reader: EvidenceReader, lost: EvidenceId | undefined): EvidenceReader {
  return {
    ...reader,
    read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      if (evidenceId(reader.chainId, request) !== lost) return reader.read<K>(request);
      return Promise.resolve(unknown('lost by the test', [lost]));
    },
  };
}

/** The reader, which adds to a set the ids of what it reads with success. */
export function noting(reader: EvidenceReader, reads: Set<EvidenceId>): EvidenceReader {
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = await reader.read<K>(request);
      if (answer.status === 'known') reads.add(evidenceId(reader.chainId, request));
      return answer;
    },
  };
}

function answering(reader: EvidenceReader, answers: NonNullable<Replay['answers']>): EvidenceReader {
  return {
    ...reader,
    read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const id = evidenceId(reader.chainId, request);
      const answer = answers[id];
      if (answer === undefined) return reader.read<K>(request);
      return Promise.resolve(known(answer as ReadResult[K], [id]));
    },
  };
}

const parsed = new Map<string, Recording>();

function recordingOf(id: string): Recording {
  const before = parsed.get(id);
  if (before !== undefined) return before;
  const file = join(registry, `evidence/${id}.json`);
  const recording = parseRecording(readFileSync(file, 'utf8'), file);
  parsed.set(id, recording);
  return recording;
}
