import { existsSync } from 'node:fs';
import { FullfaithError } from '../model/error.ts';
import type { Chain } from '../model/chain.ts';
import { openLiveReader } from '../evidence/live.ts';
import type { LiveReader } from '../evidence/live.ts';
import type { BlockChoice } from '../evidence/pin.ts';
import { parseRecording } from '../evidence/parse-recording.ts';
import type { EvidenceReader, ReaderOf } from '../evidence/reader.ts';
import { replay } from '../evidence/recorded.ts';
import type { Recording } from '../evidence/recording.ts';
import { readRecording, recordingFile } from '../registry/recordings.ts';
import type { Options } from './command.ts';
import type { Places } from './places.ts';
import { nodesOf } from './nodes.ts';
import type { Surroundings } from './surroundings.ts';

const ethereum = 1;

/** Where the evidence of an audit comes from. */
export type EvidenceSource = {
  /** The readers for a chain. Throws a `FullfaithError` where there is no evidence of it. */
  readerOf(chain: Chain): Promise<ReaderOf>;
  /** Whether there is evidence of a chain at all. A recording that is faulty or of another block is one. */
  has(chain: Chain): boolean;
  /** What the readers of a chain replay; null where a node is read. Throws a `FullfaithError` as `readerOf` does. */
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
  if (nodes.size > 0) return liveSource(await openNodes(nodes, blockOf(options)));
  surroundings.stderr.write(
    `Reading the recordings in ${places.evidence}; --rpc-url or ETH_RPC_URL reads from a node.\n`,
  );
  return recordedSource(places, blockOf(options));
}

/** Connects to every node, Ethereum’s first, at one pinned block each. */
export async function openNodes(
  nodes: ReadonlyMap<number, string>,
  block: BlockChoice | undefined,
): Promise<readonly LiveReader[]> {
  return Promise.all(
    [...nodes].map(([chainId, url]) =>
      openLiveReader({ url, chainId, ...(chainId === ethereum && block !== undefined ? { block } : {}) }),
    ),
  );
}

/** Throws when one of the readers' blocks is no longer its chain's. */
export async function confirmPins(readers: readonly LiveReader[]): Promise<void> {
  for (const reader of readers) {
    const standing = await reader.verifyPin();
    if (standing.status === 'unknown') {
      const message = `${reader.source}: block ${reader.block.number} does not hold: ${standing.reason}.`;
      throw new FullfaithError('evidence', message, 'Audit again, or at a finalized block.');
    }
  }
}

/** What `--block` says. */
export function blockOf({ block }: Options): BlockChoice | undefined {
  if (block === undefined || block === 'latest' || block === 'safe' || block === 'finalized') return block;
  if (/^\d+$/.test(block)) return BigInt(block);
  if (/^0x[0-9a-fA-F]{64}$/.test(block)) return block.toLowerCase() as `0x${string}`;
  const help = 'It has to be a number, a hash of 32 bytes, latest, safe or finalized.';
  throw new FullfaithError('input', `--block ${JSON.stringify(block)} names no block.`, help);
}

function liveSource(readers: readonly LiveReader[]): EvidenceSource {
  const readerOf: ReaderOf = (chainId) => readers.find((reader) => reader.chainId === chainId);
  return {
    readerOf: () => Promise.resolve(readerOf),
    has: () => true,
    recordingOf: () => Promise.resolve(null),
    confirm: () => confirmPins(readers),
  };
}

function recordedSource(places: Places, block: BlockChoice | undefined): EvidenceSource {
  const opened = new Map<string, Promise<Recording>>();
  const recordingOf = (chain: Chain) => {
    const recording = opened.get(chain.id) ?? openRecording(chain, places, block);
    opened.set(chain.id, recording);
    return recording;
  };
  return {
    readerOf: async (chain) => replay(await recordingOf(chain)),
    has: ({ id }) => existsSync(recordingFile(places.evidence, id)),
    recordingOf,
    confirm: () => Promise.resolve(),
  };
}

/** A chain's recording. Throws a `FullfaithError` where there is none, or none at this block. */
export async function openRecording(
  { id }: Pick<Chain, 'id'>,
  places: Pick<Places, 'evidence'>,
  block?: BlockChoice,
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
  requireBlock(replay(recording)(ethereum), block, file);
  return recording;
}

function requireBlock(reader: EvidenceReader | undefined, wanted: BlockChoice | undefined, file: string): void {
  if (wanted === undefined || reader === undefined) return;
  const { number, hash } = reader.block;
  if (wanted === number || wanted === hash) return;
  const message = `${file} was recorded at block ${number} (${hash}), not at ${wanted}.`;
  throw new FullfaithError('evidence', message, 'Leave --block out, or read that block from a node with --rpc-url.');
}
