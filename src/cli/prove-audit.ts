import { checkProofs, gradeReads } from '../evidence/proofs.ts';
import type { ReaderOf } from '../evidence/reader.ts';
import { replay } from '../evidence/recorded.ts';
import { record } from '../evidence/recorder.ts';
import type { ChainRecording, Recording } from '../evidence/recording.ts';
import type { Chain } from '../model/chain.ts';
import { FullfaithError } from '../model/error.ts';
import { isAtLeast, type EvidenceId, type Grade } from '../model/evidence.ts';
import type { ChainReport } from '../model/report.ts';
import type { NodeReader } from './open-nodes.ts';

/** An audit that is made from whatever readers it is given. */
export type AuditFrom = (readerOf: ReaderOf) => Promise<ChainReport>;

/** What became of the proofs of one chain: how many reads they show, or why there are none. */
export type Proved =
  | { readonly chainId: number; readonly proved: number; readonly reads: number }
  | { readonly chainId: number; readonly without: string };

/** The recording of an audit, and what its proofs show. */
export type ProvedRecording = { readonly recording: Recording; readonly proofs: readonly Proved[] };

/** Audits with a chain's nodes, keeps what was read, and has it proved by them. The answer replays all that, graded. */
export async function proveAudit(readers: readonly NodeReader[], chain: Chain, from: AuditFrom): Promise<ReaderOf> {
  const recording = await recordAudit(readers, { chain: chain.id }, from);
  const { recording: proved } = await proveRecording(readers, recording);
  const replayed = replay(proved);
  return (chainId) => {
    const [reader, node] = [replayed(chainId), readers.find((one) => one.chainId === chainId)];
    if (reader === undefined || node === undefined) return reader;
    const { blockTrust, doubts } = node;
    return { ...reader, ...(blockTrust && { blockTrust }), ...(doubts && { doubts }) };
  };
}

/** What an audit reads. */
export async function recordAudit(
  readers: readonly NodeReader[],
  label: { readonly chain: string; readonly grade?: Grade; readonly source?: string },
  from: AuditFrom,
): Promise<Recording> {
  const [first, ...rest] = readers;
  if (first === undefined) throw new Error('recording without a node');
  const recorder = record([first, ...rest], label);
  await from(recorder.readerOf);
  return recorder.recording();
}

/**
 * Adds the proofs that the nodes give. Throws a `FullfaithError` where the proofs show something else than was read: then one of
 * both is made up.
 */
export async function proveRecording(readers: readonly NodeReader[], recording: Recording): Promise<ProvedRecording> {
  const chains = new Map<number, ChainRecording>();
  const proofs: Proved[] = [];
  for (const [chainId, chain] of recording.chains) {
    const reader = readers.find((one) => one.chainId === chainId);
    const answered = [...chain.reads].filter(([, read]) => read.status === 'known');
    const found = answered.length === 0 ? undefined : await reader?.proveReads(chain.reads);
    const proved = found?.status === 'known' ? { ...chain, proofs: found.value } : chain;
    const shown = provedIn(proved);
    chains.set(chainId, shown.size === 0 ? chain : proved);
    if (found === undefined) continue;
    const reason = found.status === 'unknown' ? found.reason : 'the proofs do not fit the header of the block';
    proofs.push(
      shown.size === 0 ? { chainId, without: reason } : { chainId, proved: shown.size, reads: answered.length },
    );
  }
  return { recording: { ...recording, chains }, proofs };
}

function provedIn(chain: ChainRecording): ReadonlySet<EvidenceId> {
  const { proved, problems } = checkProofs(chain);
  const [first] = problems;
  if (first === undefined) return proved;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  throw new FullfaithError(
    'evidence',
    `The proofs contradict what was read: ${first}${more}.`,
    'The node gives wrong answers or wrong proofs. Use another.',
  );
}

/** Throws a `FullfaithError` where anything that was answered is of a lower grade than required. */
export function requireGradeOfAll(required: Grade, recording: Recording, readers: readonly NodeReader[]): void {
  for (const [chainId, chain] of recording.chains) {
    const trust = readers.find((one) => one.chainId === chainId)?.blockTrust;
    const grades = gradeReads(chain, recording.grade);
    const low = [...chain.reads].filter(
      ([id, read]) => read.status === 'known' && !isAtLeast(grades.get(id) ?? recording.grade, required),
    );
    const [first] = low;
    const isBaseless = required === 'proved' && trust === 'provider' && chain.reads.size > 0;
    if (first === undefined && !isBaseless) continue;
    const what =
      first === undefined
        ? `the block's hash is one provider's word`
        : `${low.length} of ${chain.reads.size} reads are not, such as ${first[0]}`;
    const message = `${recording.chain} cannot be recorded with evidence of grade ${required}: on chain ${chainId}, ${what}.`;
    throw new FullfaithError('evidence', message, 'Require less; audits say which grade their reads have.');
  }
}
