import { existsSync } from 'node:fs';
import { FullfaithError } from '../model/error.ts';
import type { Chain } from '../model/chain.ts';
import { parseRecording } from '../evidence/parse-recording.ts';
import type { ReaderOf } from '../evidence/reader.ts';
import { replay } from '../evidence/recorded.ts';
import type { Recording } from '../evidence/recording.ts';
import { requireGrade } from '../evidence/require-grade.ts';
import type { Grade } from '../model/evidence.ts';
import type { ChainReport } from '../model/report.ts';
import { readRecording, recordingFile } from '../registry/recordings.ts';
import type { Options } from './command.ts';
import type { Places } from './places.ts';
import { nodesOf } from './nodes.ts';
import { blocksOf, confirmPins, openNodes, type Blocks, type NodeReader } from './open-nodes.ts';
import { proveAudit, type AuditFrom } from './prove-audit.ts';
import type { Surroundings } from './surroundings.ts';
import { requireBlocks, requireSound } from './recorded-block.ts';

/** Where the evidence of an audit comes from. */
export type EvidenceSource = {
  /**
   * Audits a chain with its readers, at the grade that is required. Throws a `FullfaithError` where there is no evidence of
   * the chain, or none of that grade.
   */
  audit(chain: Chain, from: AuditFrom): Promise<ChainReport>;
  /** Whether there is evidence of a chain at all. A recording that is faulty or of another block is one. */
  has(chain: Chain): boolean;
  /** What the readers of a chain replay; null where a node is read. Throws a `FullfaithError` where there is none. */
  recordingOf(chain: Chain): Promise<Recording | null>;
  /** Throws when a pinned block is no longer its chain's. Ask when all is read. */
  confirm(): Promise<void>;
};

/** Nodes where any are named, else the recordings; an `--evidence` on the command line wins over ETH_RPC_URL. */
export async function openEvidence(
  options: Options,
  places: Places,
  surroundings: Surroundings,
): Promise<EvidenceSource> {
  const nodes = nodesOf(options, options.evidence === undefined ? surroundings.env : {});
  if (nodes.size > 0) return liveSource(await openNodes(nodes, blocksOf(options)), options);
  surroundings.stderr.write(
    `Reading the recordings in ${places.evidence}; --rpc-url or ETH_RPC_URL reads from a node.\n`,
  );
  return recordedSource(places, options);
}

function liveSource(readers: readonly NodeReader[], { requireGrade: required }: Options): EvidenceSource {
  const readerOf: ReaderOf = (chainId) => readers.find((reader) => reader.chainId === chainId);
  return {
    audit: async (chain, from) =>
      auditAt(required, required === 'proved' ? await proveAudit(readers, chain, from) : readerOf, from),
    has: () => true,
    recordingOf: () => Promise.resolve(null),
    confirm: () => confirmPins(readers),
  };
}

function recordedSource(places: Places, options: Options): EvidenceSource {
  const blocks = blocksOf(options);
  const opened = new Map<string, Promise<Recording>>();
  const recordingOf = (chain: Chain) => {
    const recording = opened.get(chain.id) ?? openRecording(chain, places, blocks);
    opened.set(chain.id, recording);
    return recording;
  };
  return {
    audit: async (chain, from) => auditAt(options.requireGrade, replayAt(await recordingOf(chain), blocks), from),
    has: ({ id }) => existsSync(recordingFile(places.evidence, id)),
    recordingOf,
    confirm: () => Promise.resolve(),
  };
}

/** The recording's readers; on Ethereum the block's hash is then the user's word, where the user gave it. */
function replayAt(recording: Recording, { trusted }: Blocks): ReaderOf {
  const readerOf = replay(recording);
  return (chainId) => {
    const reader = readerOf(chainId);
    const isVouchedFor = trusted !== undefined && reader?.block.hash === trusted;
    return reader !== undefined && isVouchedFor ? { ...reader, blockTrust: 'user' } : reader;
  };
}

/** Audits with what is of the required grade. Throws a `FullfaithError` where nothing is: that would be no audit. */
async function auditAt(required: Grade | undefined, readerOf: ReaderOf, from: AuditFrom): Promise<ChainReport> {
  if (required === undefined) return from(readerOf);
  const report = await from((chainId) => {
    const reader = readerOf(chainId);
    return reader && requireGrade(reader, required);
  });
  const { reads, failed } = report.evidence;
  if (failed.length < reads) return report;
  const reason = failed[0]?.reason ?? 'nothing was read';
  const message = `There is no evidence of ${report.id} of grade ${required}: ${reason}.`;
  const help =
    required === 'proved'
      ? 'Name the hash of a block that you trust (--trusted-block), or several nodes that can prove it (--rpc-url).'
      : 'Name more nodes (--rpc-url), or require less.';
  throw new FullfaithError('evidence', message, help);
}

/** A chain's recording. Throws a `FullfaithError` where there is none, or none at this block. */
export async function openRecording(
  { id }: Pick<Chain, 'id'>,
  places: Pick<Places, 'evidence'>,
  blocks: Blocks = {},
): Promise<Recording> {
  const file = recordingFile(places.evidence, id);
  const text = await readRecording(places.evidence, id);
  if (text === null) {
    const help = `Read it from a node with --rpc-url, or record it: fullfaith record ${id} --rpc-url <url>.`;
    throw new FullfaithError('evidence', `There is no recording of ${id}: ${file} does not exist.`, help);
  }
  const recording = parseRecording(text, file);
  if (recording.chain !== id) {
    const help = `Record ${id} again: fullfaith record ${id} --rpc-url <url>.`;
    throw new FullfaithError(
      'evidence',
      `${file} is the recording of ${JSON.stringify(recording.chain)}, not of ${id}.`,
      help,
    );
  }
  requireSound(recording, file);
  requireBlocks(recording, blocks, file);
  return recording;
}
