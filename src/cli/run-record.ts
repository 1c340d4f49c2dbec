import { auditChain } from '../audit/index.ts';
import type { LiveReader } from '../evidence/live.ts';
import { record } from '../evidence/recorder.ts';
import { serialiseRecording } from '../evidence/recording.ts';
import type { Chain } from '../model/chain.ts';
import { FullfaithError } from '../model/error.ts';
import type { Policy } from '../model/rule.ts';
import { writeRecording } from '../registry/recordings.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { blockOf, confirmPins, openNodes } from './evidence-source.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { nodesOf } from './nodes.ts';
import { placesOf } from './places.ts';
import { startProgress } from './progress.ts';
import { auditTime } from './surroundings.ts';

/** `record`: audits the chains live and keeps every read. Nothing is written unless all chains were read. */
export async function runRecord({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const places = placesOf(options, surroundings);
  const nodes = nodesOf(options, surroundings.env);
  if (nodes.size === 0)
    throw new FullfaithError('input', 'A recording needs a node.', 'Add --rpc-url <url>, or set ETH_RPC_URL.');
  const [policy, chains] = await Promise.all([loadPolicy(places.policy), loadChains(places.registry, words)]);
  const readers = await openNodes(nodes, blockOf(options));
  const progress = startProgress(surroundings);
  const texts = new Map<string, string>();
  try {
    for (const [at, chain] of chains.entries()) {
      progress.step(`recording ${chain.name} (${at + 1} of ${chains.length})`);
      const job = { chain, policy, readers, source: options.reconstructedFrom, now: auditTime(surroundings) };
      texts.set(chain.id, await recordChain(job));
    }
    await confirmPins(readers);
  } finally {
    progress.done();
  }
  for (const [id, text] of texts) {
    surroundings.stderr.write(`Written: ${await writeRecording(places.evidence, id, text)}\n`);
  }
  return exitCodes.expected;
}

type Job = {
  readonly chain: Chain;
  readonly policy: Policy;
  readonly readers: readonly LiveReader[];
  /** The published data set that the nodes serve, if they serve one. */
  readonly source: string | undefined;
  readonly now: bigint;
};

async function recordChain({ chain, policy, readers, source, now }: Job): Promise<string> {
  const [first, ...rest] = readers;
  if (first === undefined) throw new Error('recording without a node');
  const label = { chain: chain.id, ...(source === undefined ? {} : { grade: 'reconstructed' as const, source }) };
  const recorder = record([first, ...rest], label);
  await auditChain({ chain, readerOf: recorder.readerOf, policy, now });
  return serialiseRecording(recorder.recording());
}
