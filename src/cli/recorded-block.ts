import { checkProofs } from '../evidence/proofs.ts';
import type { Recording } from '../evidence/recording.ts';
import { FullfaithError } from '../model/error.ts';
import { notTrusted, requireHeader, type Blocks } from './open-nodes.ts';

const ethereum = 1;

/**
 * Throws a `FullfaithError` where a recording is not of the block of Ethereum that was asked for, or its header is not that of the
 * block that the user trusts. A recording without proofs has no header.
 */
export function requireBlocks(recording: Recording, { block: wanted, trusted }: Blocks, file: string): void {
  const chain = recording.chains.get(ethereum);
  if (chain === undefined) return;
  const { number, hash } = chain.block;
  if (wanted !== undefined && wanted !== number && wanted !== hash) {
    const message = `${file} was recorded at block ${number} (${hash}), not at ${wanted}.`;
    throw new FullfaithError('evidence', message, 'Leave --block out, or read that block from a node with --rpc-url.');
  }
  if (trusted === undefined) return;
  if (hash !== trusted) throw notTrusted(`${file} was recorded at block ${number} (${hash})`, trusted);
  if (chain.proofs === undefined)
    throw notTrusted(`${file} was recorded without proofs, and so without a header`, trusted);
  requireHeader(chain.proofs.header, chain.block, trusted);
}

/** Throws a `FullfaithError` where the proofs in a recording contradict it, or prove nothing. */
export function requireSound(recording: Recording, file: string): void {
  const [first] = [...recording.chains.values()].flatMap((chain) => checkProofs(chain).problems);
  if (first === undefined) return;
  const help = 'Somebody altered the recording, or the node that it was made with lied. Record it again.';
  throw new FullfaithError('evidence', `${file}: the proofs do not bear out the recording: ${first}.`, help);
}
