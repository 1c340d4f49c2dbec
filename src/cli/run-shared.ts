import { sharedHolders } from '../audit/witness.ts';
import { sharedJson } from '../report/explain-json.ts';
import { sharedText } from '../report/shared.ts';
import { auditedChains } from './audited-chains.ts';
import type { Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { oneFormat } from './one-format.ts';

/** `shared`: who holds powers over more than one of the chains. */
export async function runShared(invocation: Invocation): Promise<ExitCode> {
  const { words, options, surroundings } = invocation;
  const format = oneFormat(options, ['text', 'json'], 'text');
  const { reports, unaudited } = await auditedChains(words, invocation);
  const holders = sharedHolders(reports);
  const left = unaudited.map(({ id }) => id).join(', ');
  if (left !== '') surroundings.stderr.write(`Left out, because there is no evidence of them: ${left}.\n`);
  const ids = reports.map(({ id }) => id);
  surroundings.stdout.write(format === 'json' ? sharedJson(ids, holders) : sharedText(holders));
  return exitCodes.expected;
}
