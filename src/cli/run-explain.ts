import { subjectsOf, witnesses } from '../audit/witness.ts';
import { FullfaithError } from '../model/error.ts';
import type { ChainReport } from '../model/report.ts';
import { explainJson } from '../report/explain-json.ts';
import { explainMermaid } from '../report/explain-mermaid.ts';
import { explainText } from '../report/explain.ts';
import { auditedChains, judged } from './audited-chains.ts';
import type { Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { oneFormat } from './one-format.ts';

const formats = ['text', 'json', 'mermaid'] as const;

/** `explain`: how keys break a chain, step by step. */
export async function runExplain(invocation: Invocation): Promise<ExitCode> {
  const { words, options, surroundings } = invocation;
  const format = oneFormat(options, formats, 'text');
  const [id = '', subject] = words;
  for (const report of judged(await auditedChains([id], invocation))) {
    const found = witnesses(report, subject);
    if (found === null) throw nothingCalled(subject ?? '', report);
    const text = { text: explainText, mermaid: explainMermaid, json: () => explainJson(report.id, found) };
    surroundings.stdout.write(text[format](found));
  }
  return exitCodes.expected;
}

function nothingCalled(subject: string, report: ChainReport): FullfaithError {
  const { guarantees, powers, addresses } = subjectsOf(report);
  const message = `${report.id} has no guarantee, power or address ${JSON.stringify(subject)}.`;
  const help = [
    `Guarantees: ${guarantees.join(', ')}.`,
    `Powers: ${powers.join(', ') || 'none'}.`,
    `Addresses: one of the ${addresses} that hold power; fullfaith graph ${report.id} shows them.`,
  ];
  return new FullfaithError('input', message, help.join('\n'));
}
