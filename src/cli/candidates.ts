import { auditChain, type Memory, whyUnjudged } from '../audit/index.ts';
import { type Candidate, diffChain, entryChanges, evidenceRoot, pin } from '../check/index.ts';
import { replay } from '../evidence/recorded.ts';
import type { Chain } from '../model/chain.ts';
import type { ChainDiff } from '../model/diff.ts';
import { FullfaithError } from '../model/error.ts';
import type { ChainReport } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import type { Lock } from '../registry/lock.ts';
import type { Options } from './command.ts';
import { type EvidenceSource, openEvidence, openRecording } from './evidence-source.ts';
import type { Places } from './places.ts';
import { startProgress } from './progress.ts';
import { auditTime } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** What the chains are audited with. */
export type Job = {
  readonly options: Options;
  readonly places: Places;
  readonly policy: Policy;
  readonly lock: Lock;
  /** The chains that the user named; empty for all. */
  readonly words: readonly string[];
  readonly surroundings: Surroundings;
  /** The ids that were asked for; empty for all. */
  readonly named: readonly string[];
};

/** A job under way: what the solver said of one chain it need not say again of the next. */
type Work = Job & { readonly source: EvidenceSource; readonly memory: Memory };

/** Audits the chains. One without evidence does not keep the others from the gate: it is told only if it was named or is locked. */
export async function openCandidates(chains: readonly Chain[], job: Job): Promise<readonly Candidate[]> {
  const { options, places, surroundings } = job;
  const source = await openEvidence(options, places, surroundings);
  const work: Work = { ...job, source, memory: new Map() };
  const progress = startProgress(surroundings);
  const candidates: Candidate[] = [];
  try {
    for (const [at, chain] of chains.entries()) {
      if (!isRelevant(chain, work)) continue;
      progress.step(`auditing ${chain.name} (${at + 1} of ${chains.length})`);
      candidates.push(await candidateOf(chain, work));
    }
    await source.confirm();
  } finally {
    progress.done();
  }
  return candidates;
}

function isRelevant(chain: Chain, { source, named, lock }: Work): boolean {
  if (named.includes(chain.id) || lock.entries.has(chain.id)) return true;
  return whyUnjudged(chain) === null && source.has(chain);
}

async function candidateOf(chain: Chain, work: Work): Promise<Candidate> {
  const named = work.words.includes(chain.id);
  const why = whyUnjudged(chain);
  if (why !== null) return { chain, named, report: { unread: why, unjudged: true }, root: () => null };
  try {
    const { source, policy, surroundings, memory } = work;
    const recording = await source.recordingOf(chain);
    const now = auditTime(surroundings);
    const report = await source.audit(chain, (readerOf) => auditChain({ chain, readerOf, policy, now, memory }));
    if (recording !== null) return { chain, named, report, root: () => evidenceRoot(recording) };
    return { chain, named, report, root: () => null, details: await detailsOf(chain, report, work) };
  } catch (error) {
    if (!(error instanceof FullfaithError) || error.kind !== 'evidence') throw error;
    return { chain, named, report: { unread: error.message }, root: () => null };
  }
}

/** Where a node says something else than the lock: the difference to the recording that the lock was written from, if it is here. */
async function detailsOf(chain: Chain, report: ChainReport, work: Work): Promise<ChainDiff | null> {
  const { lock, policy, places, surroundings, memory } = work;
  const entry = lock.entries.get(chain.id);
  if (entry === undefined || entry.evidenceRoot === null) return null;
  const { powers, contracts } = entryChanges(entry, pin(report, policy));
  if (powers.length + contracts.length === 0) return null;
  const recording = await openRecording(chain, places).catch((error: unknown) => {
    if (error instanceof FullfaithError) return null;
    throw error;
  });
  if (recording === null || evidenceRoot(recording) !== entry.evidenceRoot) return null;
  const before = await auditChain({ chain, readerOf: replay(recording), policy, now: auditTime(surroundings), memory });
  return diffChain({ report: before, policy }, { report, policy });
}
