import { guarantees } from '../model/guarantee.ts';
import type { AuditReport, ChainReport, Unaudited } from '../model/report.ts';
import { escapeMarkdown, mapStrings } from './escape.ts';
import { ageText, breakText, creditText, undeterminedText } from './phrase.ts';

/** One line a chain. Takes the report as it is and escapes it. */
export function markdownTable(report: AuditReport): string {
  const { chains, policy, unaudited = [] } = mapStrings<AuditReport>(report, escapeMarkdown);
  const levels = policy.levels.map(({ id }) => id);
  return table(
    ['chain', 'credit', ...guarantees, 'smallest set of keys that could break it', 'evidence'],
    [...chains.map((chain) => row(chain, levels)), ...unaudited.map(openRow)],
  );
}

/** A Markdown table; cells must be escaped already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function openRow({ name, credit, reason }: Unaudited): readonly string[] {
  return [name, `**${creditText(credit)}**`, ...guarantees.map(() => '?'), undeterminedText(reason), 'none'];
}

function row(chain: ChainReport, levels: readonly string[]): readonly string[] {
  return [
    chain.name,
    `**${creditText(chain.credit)}**`,
    ...guarantees.map((guarantee) => creditText(chain.guarantees[guarantee])),
    breakText(chain, levels),
    ageText(chain.evidence),
  ];
}
