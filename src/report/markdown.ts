import type { AuditReport } from '../model/report.ts';
import { escapeMarkdown, mapStrings } from './escape.ts';
import { chainSection } from './markdown-chain.ts';
import { markdownTable } from './markdown-table.ts';
import type { Reporter } from './reporter.ts';

/** The full audit report for people to read and review: a table of all chains, then a section for each. */
export const markdown: Reporter = {
  format: 'markdown',
  fileExtension: 'md',
  description: 'the full audit report, a section a chain',

  render(report) {
    const { policy, chains } = mapStrings<AuditReport>(report, escapeMarkdown);
    const levels = policy.levels.map(({ id, meaning }) => `- **${id}**: ${meaning}`).reverse();
    return [
      '# Audit report',
      `Policy: ${policy.title} (${policy.id} ${policy.version}). Levels, best first:`,
      levels.join('\n'),
      'A level written as `worst…best` is open: a deciding fact is unknown. Gates count it as its lower end.',
      markdownTable(report),
      ...chains.map(chainSection),
    ]
      .join('\n\n')
      .concat('\n');
  },
};
