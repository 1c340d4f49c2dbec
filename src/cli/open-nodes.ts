import type { Hex } from 'viem';
import { headerOfHash } from '../evidence/header.ts';
import { openLiveReader, type LiveReader } from '../evidence/live.ts';
import { openAgreedReader } from '../evidence/open-agreed.ts';
import type { BlockChoice } from '../evidence/pin.ts';
import { FullfaithError } from '../model/error.ts';
import type { Options } from './command.ts';
import type { Nodes } from './nodes.ts';

const ethereum = 1;

/** A reader of one chain's node or nodes, pinned to a block. */
export type NodeReader = Omit<LiveReader, 'host'>;

/** Which block of Ethereum to read at, and which hash the user vouches for. */
export type Blocks = { readonly block?: BlockChoice; readonly trusted?: Hex };

/** What `--block` and `--trusted-block` say. Throws a `FullfaithError` for what names no block. */
export function blocksOf({ block, trustedBlock }: Pick<Options, 'block' | 'trustedBlock'>): Blocks {
  const chosen = blockOf({ block });
  const trusted = trustedBlock === undefined ? undefined : trustedOf(trustedBlock);
  return { ...(chosen !== undefined && { block: chosen }), ...(trusted !== undefined && { trusted }) };
}

/** What `--block` says. Throws a `FullfaithError` for what names no block. */
export function blockOf({ block }: { readonly block: string | undefined }): BlockChoice | undefined {
  if (block === undefined || block === 'latest' || block === 'safe' || block === 'finalized') return block;
  if (/^\d+$/.test(block)) return BigInt(block);
  if (isHash(block)) return block.toLowerCase() as Hex;
  const help = 'It has to be a number, a hash of 32 bytes, latest, safe or finalized.';
  throw new FullfaithError('input', `--block ${JSON.stringify(block)} names no block.`, help);
}

function trustedOf(text: string): Hex {
  if (isHash(text)) return text.toLowerCase() as Hex;
  throw new FullfaithError('input', `--trusted-block ${JSON.stringify(text)} is no hash of 32 bytes.`);
}

function isHash(text: string): boolean {
  return /^0x[0-9a-fA-F]{64}$/.test(text);
}

/**
 * Connects to every node, Ethereum’s first, at one pinned block each. Where a chain has several, they have to agree, and the last
 * of them is read by the second client too. Throws a `FullfaithError` where a chain is left without a node.
 */
export async function openNodes(nodes: Nodes, { block, trusted }: Blocks): Promise<readonly NodeReader[]> {
  const pinned = trusted ?? block;
  return Promise.all(
    [...nodes].map(async ([chainId, urls]) => {
      const choice = chainId === ethereum && pinned !== undefined ? { block: pinned } : {};
      const reader = await openChain(urls, { chainId, ...choice });
      return chainId === ethereum && trusted !== undefined ? vouchedFor(reader, trusted, block) : reader;
    }),
  );
}

function openChain(
  urls: readonly [string, ...string[]],
  options: { readonly chainId: number; readonly block?: BlockChoice },
): Promise<NodeReader> {
  return urls.length === 1
    ? openLiveReader({ url: urls[0], ...options })
    : openAgreedReader({ urls, secondClient: true, ...options });
}

/** The reader, once its block's header was seen to have the hash that the user vouches for. */
async function vouchedFor(reader: NodeReader, trusted: Hex, block: BlockChoice | undefined): Promise<NodeReader> {
  const { number, hash } = reader.block;
  const isAsked = typeof block !== 'bigint' || block === number;
  if (hash !== trusted || !isAsked) throw notTrusted(`The nodes' block ${number} has the hash ${hash}`, trusted);
  const header = await reader.fetchHeader();
  if (header.status === 'unknown') throw notTrusted(`The header of block ${number}: ${header.reason}`, trusted);
  requireHeader(header.value, reader.block, trusted);
  return { ...reader, blockTrust: 'user' };
}

/** Throws a `FullfaithError` where the header does not hash to the trusted hash, or is of another block. */
export function requireHeader(header: Hex, block: LiveReader['block'], trusted: Hex): void {
  const decoded = headerOfHash(header, trusted);
  if (decoded?.number === block.number && decoded.timestamp === block.timestamp) return;
  throw notTrusted(`The header of block ${block.number} does not hash to it`, trusted);
}

/** The failure to get at the trusted block. */
export function notTrusted(what: string, trusted: Hex): FullfaithError {
  const message = `${what}; ${trusted} is the trusted block.`;
  return new FullfaithError('evidence', message, 'Check the hash, and that the evidence is of that block.');
}

/** Throws when one of the readers' blocks is no longer its chain's. */
export async function confirmPins(readers: readonly NodeReader[]): Promise<void> {
  for (const reader of readers) {
    const standing = await reader.verifyPin();
    if (standing.status === 'unknown') {
      const message = `${reader.source}: block ${reader.block.number} does not hold: ${standing.reason}.`;
      throw new FullfaithError('evidence', message, 'Audit again, or at a finalized block.');
    }
  }
}
