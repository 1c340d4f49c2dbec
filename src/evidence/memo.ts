import type { ReadRequest, ReadResult } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import { evidenceId, type EvidenceReader } from './reader.ts';

type Kind = ReadRequest['kind'];

/** What answers any request. */
export type AnyResult = ReadResult[Kind];

/** The same reader, asking each question once, however often and in parallel it is asked. */
export function memoise<R extends EvidenceReader>(reader: R): R {
  const answers = new Map<string, Promise<Observation<AnyResult>>>();
  return {
    ...reader,
    read<K extends Kind>(request: Extract<ReadRequest, { kind: K }>) {
      const id = evidenceId(reader.chainId, request);
      const answer = answers.get(id) ?? reader.read<K>(request);
      answers.set(id, answer);
      return answer as Promise<Observation<ReadResult[K]>>;
    },
  };
}
