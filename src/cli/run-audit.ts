import { auditChain, auditReport } from '../audit/index.ts';
import type { ChainReport } from '../model/report.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { deliver, deliveryOf } from './deliver.ts';
import { openEvidence } from './evidence-source.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { placesOf } from './places.ts';
import { startProgress } from './progress.ts';
import { auditTime } from './surroundings.ts';

/** `status` and `audit`: audits the chains and delivers one report of all of them. */
export async function runAudit(
  { words, options, surroundings }: Invocation,
  { detail }: { readonly detail: boolean },
): Promise<ExitCode> {
  const delivery = deliveryOf(options, detail ? words.join('-') : 'audit', detail);
  const places = placesOf(options, surroundings);
  const [policy, chains] = await Promise.all([loadPolicy(places.policy), loadChains(places.registry, words)]);
  const source = await openEvidence(options, places, surroundings);
  const progress = startProgress(surroundings);
  const reports: ChainReport[] = [];
  try {
    for (const [at, chain] of chains.entries()) {
      progress.step(`auditing ${chain.name} (${at + 1} of ${chains.length})`);
      const readerOf = await source.readerOf(chain);
      reports.push(await auditChain({ chain, readerOf, policy, now: auditTime(surroundings) }));
    }
    await source.confirm();
  } finally {
    progress.done();
  }
  await deliver(auditReport(policy, reports), delivery, surroundings);
  return exitCodes.expected;
}
