import type { Hex } from 'viem';
import type { BlockTrust, Doubt, EvidenceId, Grade, PinnedBlock, ReadRequest, ReadResult } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';

/**
 * Answers questions about one chain at one block. Whatever goes wrong becomes an unknown observation with a reason:
 * a reader never throws for a read and never invents an answer.
 */
export type EvidenceReader = {
  readonly chainId: number;
  readonly block: PinnedBlock;
  readonly grade: Grade;
  /** Where the answers come from, for people: a recording's source, or how many providers. No URLs with secrets. */
  readonly source: string;
  /** On whose word the block's hash is taken. Left out where there never was such a block: in a reconstruction. */
  readonly blockTrust?: BlockTrust;
  /** How far a read that was answered can be trusted, where that is not the same for all. */
  gradeOf?(id: EvidenceId): Grade;
  /** What providers did not agree on so far, and which of them take no part; where there are several. */
  doubts?(): readonly Doubt[];
  read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>): Promise<Observation<ReadResult[K]>>;
};

/** Gives the reader of another chain that takes part (an L2 whose contracts hold power on its host), where there is one. */
export type ReaderOf = (chainId: number) => EvidenceReader | undefined;

/** How far a read that was answered can be trusted. */
export function gradeOf(reader: EvidenceReader, id: EvidenceId): Grade {
  return reader.gradeOf?.(id) ?? reader.grade;
}

/** The name of a read: `<chainId>/<kind>/…`, lower case. Equal requests have equal ids. */
export function evidenceId(chainId: number, request: ReadRequest): string {
  return `${chainId}/${request.kind}/${subject(request)}`.toLowerCase();
}

function subject(request: ReadRequest): string {
  switch (request.kind) {
    case 'call':
      return `${request.to}/${request.data}`;
    case 'slot':
      return `${request.address}/${request.slot}`;
    case 'code':
      return request.address;
    case 'logs':
      return `${request.address}/${request.topics.map((topic: Hex | null) => topic ?? '*').join('/')}`;
    case 'transaction':
      return request.hash;
  }
}
