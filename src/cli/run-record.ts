import { auditChain, whyUnjudged } from '../audit/index.ts';
import { serialiseRecording } from '../evidence/recording.ts';
import type { Chain } from '../model/chain.ts';
import { FullfaithError } from '../model/error.ts';
import type { Policy } from '../model/rule.ts';
import { writeRecording } from '../registry/recordings.ts';
import { escapeTerminal } from '../report/escape.ts';
import { doubtText } from '../report/phrase.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation, Options } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { nodesOf } from './nodes.ts';
import { blocksOf, confirmPins, openNodes, type NodeReader } from './open-nodes.ts';
import { placesOf } from './places.ts';
import { startProgress } from './progress.ts';
import { proveRecording, recordAudit, requireGradeOfAll, type ProvedRecording } from './prove-audit.ts';
import { auditTime } from './surroundings.ts';

/** `record`: audits the chains live and keeps every read, with its proofs. Nothing is written unless all chains were read. */
export async function runRecord({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const places = placesOf(options, surroundings);
  const nodes = nodesOf(options, surroundings.env);
  if (nodes.size === 0)
    throw new FullfaithError('input', 'A recording needs a node.', 'Add --rpc-url <url>, or set ETH_RPC_URL.');
  const [policy, listed] = await Promise.all([loadPolicy(places.policy), loadChains(places.registry, words)]);
  const chains = judgedOf(listed, words);
  const readers = await openNodes(nodes, blocksOf(options));
  const progress = startProgress(surroundings);
  const made: (readonly [Chain, ProvedRecording])[] = [];
  try {
    for (const [at, chain] of chains.entries()) {
      progress.step(`recording ${chain.name} (${at + 1} of ${chains.length})`);
      made.push([chain, await recordChain(chain, { policy, readers, options, now: auditTime(surroundings) })]);
    }
    await confirmPins(readers);
  } finally {
    progress.done();
  }
  for (const [{ id }, { recording, proofs }] of made) {
    const file = await writeRecording(places.evidence, id, serialiseRecording(recording));
    surroundings.stderr.write(`${[`Written: ${file}`, ...proofs.map(proofText)].join('\n  ')}\n`);
  }
  for (const doubt of doubtsOf(readers)) surroundings.stderr.write(`${escapeTerminal(doubt)}\n`);
  return exitCodes.expected;
}

/** The chains that a stack judges. Throws a `FullfaithError` where another was asked for by name: no read would say anything. */
function judgedOf(chains: readonly Chain[], words: readonly string[]): readonly Chain[] {
  const unjudged = chains.find((chain) => whyUnjudged(chain) !== null);
  if (unjudged !== undefined && words.length > 0) {
    const message = `There is nothing to record of ${unjudged.name}: ${whyUnjudged(unjudged)}.`;
    throw new FullfaithError('input', message, 'Leave it out.');
  }
  return chains.filter((chain) => whyUnjudged(chain) === null);
}

type Job = {
  readonly policy: Policy;
  readonly readers: readonly NodeReader[];
  readonly options: Options;
  readonly now: bigint;
};

/** A data set that the nodes serve has no blocks of its own, so nothing in it can be proved. */
async function recordChain(chain: Chain, { policy, readers, options, now }: Job): Promise<ProvedRecording> {
  const { reconstructedFrom: source, requireGrade } = options;
  const label = { chain: chain.id, ...(source === undefined ? {} : { grade: 'reconstructed' as const, source }) };
  const recording = await recordAudit(readers, label, (readerOf) => auditChain({ chain, readerOf, policy, now }));
  const proved = source === undefined ? await proveRecording(readers, recording) : { recording, proofs: [] };
  if (requireGrade !== undefined) requireGradeOfAll(requireGrade, proved.recording, readers);
  return proved;
}

function proofText(one: ProvedRecording['proofs'][number]): string {
  const { chainId } = one;
  return 'without' in one
    ? `Without proofs of chain ${chainId}: ${escapeTerminal(one.without)}.`
    : `Proved on chain ${chainId}: ${one.proved} of ${one.reads} reads.`;
}

function doubtsOf(readers: readonly NodeReader[]): readonly string[] {
  return readers.flatMap((reader) => reader.doubts?.() ?? []).map(doubtText);
}
