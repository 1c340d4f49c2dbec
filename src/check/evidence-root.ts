import type { Hex } from 'viem';
import { commit, leavesOf } from '../evidence/commitment.ts';
import type { Recording } from '../evidence/recording.ts';

/** The Merkle root over everything that was read: what the lock names the evidence by. */
export function evidenceRoot(recording: Recording): Hex {
  return commit(leavesOf(recording)).root;
}
