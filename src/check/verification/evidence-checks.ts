import type { Hex } from 'viem';
import { checkProofs } from '../../evidence/proofs.ts';
import type { ChainRecording, Recording } from '../../evidence/recording.ts';
import type { VerificationCheck } from '../../model/verification.ts';

/** So many problems of a set of proofs are named; the others are counted. */
const mostProblems = 3;

/** What the proofs in a recording come to, and what is only somebody's word, chain by chain. */
export function evidenceChecks(recording: Recording): readonly VerificationCheck[] {
  return [...recording.chains].flatMap(([chainId, one]) => [
    proofCheck(chainId, one, recording),
    blockCheck(chainId, one),
  ]);
}

function proofCheck(chainId: number, recorded: ChainRecording, { grade, source }: Recording): VerificationCheck {
  const { block, reads, proofs } = recorded;
  const name = `proofs/${chainId}`;
  const answered = [...reads.values()].filter(({ status }) => status === 'known').length;
  const { proved, problems } = checkProofs(recorded);
  const unproved = answered - proved.size;
  const by = `${grade}, from “${source}”`;
  if (problems.length > 0) {
    const more = problems.length > mostProblems ? `, and ${problems.length - mostProblems} more` : '';
    const what = `the proofs do not hold: ${problems.slice(0, mostProblems).join('; ')}${more}`;
    return { name, outcome: 'fails', what };
  }
  if (grade === 'proved' && unproved > 0) {
    const what = `the recording calls itself proved, but ${unproved} of ${answered} answers are not`;
    return { name, outcome: 'fails', what };
  }
  if (proofs === undefined) {
    const what = `none of ${answered} answers of chain ${chainId} is proved: ${by}`;
    return { name, outcome: 'trusted', what };
  }
  const shown = `${proved.size} of ${answered} answers of chain ${chainId} are proved against the header of block ${block.number}`;
  if (unproved === 0) return { name, outcome: 'holds', what: shown };
  return { name, outcome: 'trusted', what: `${shown}; the other ${unproved} are ${by}` };
}

/** Nothing in a file can show that its block is the chain's. */
function blockCheck(chainId: number, { block }: ChainRecording): VerificationCheck {
  const what = `nothing here shows that block ${block.number} of chain ${chainId} has the hash ${block.hash}: ask a node of yours`;
  return { name: `block/${chainId}`, outcome: 'trusted', what };
}

/** Whether a root is the one that the user holds to be right; nothing where no such root was named. */
export function rootCheck(root: Hex, trusted: Hex | undefined): readonly VerificationCheck[] {
  if (trusted === undefined) return [];
  const holds = root === trusted;
  const what = holds ? `the root is ${root}, as you say` : `the root is ${root}, not ${trusted}`;
  return [{ name: 'root', outcome: holds ? 'holds' : 'fails', what }];
}
