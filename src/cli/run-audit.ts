import { auditReport } from '../audit/index.ts';
import { auditedChains } from './audited-chains.ts';
import type { Invocation } from './command.ts';
import { deliver, deliveryOf } from './deliver.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

/** `status` and `audit`: audits the chains and delivers one report of all of them. */
export async function runAudit(invocation: Invocation, { detail }: { readonly detail: boolean }): Promise<ExitCode> {
  const { words, options, surroundings } = invocation;
  const delivery = deliveryOf(options, detail ? words.join('-') : 'audit', detail);
  const { policy, reports, unaudited } = await auditedChains(words, invocation);
  await deliver(auditReport(policy, reports, unaudited), delivery, surroundings);
  return exitCodes.expected;
}
