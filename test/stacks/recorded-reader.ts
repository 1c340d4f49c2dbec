import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import { replay } from '../../src/evidence/recorded.ts';

/** The reader of Ethereum that answers from a shipped recording. */
export function readerOfRecording(id: string): EvidenceReader {
  const file = join(import.meta.dirname, `../../registry/evidence/${id}.json`);
  const reader = replay(parseRecording(readFileSync(file, 'utf8'), file))(1);
  if (reader === undefined) throw new Error(`the recording of ${id} has nothing of Ethereum`);
  return reader;
}
