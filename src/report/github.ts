import type { AuditReport, ChainReport } from '../model/report.ts';
import { escapeMarkdown, mapStrings } from './escape.ts';
import { creditText, waiverText } from './phrase.ts';
import { groupFindings } from './grouped-findings.ts';
import { markdownTable } from './markdown-table.ts';
import type { Reporter } from './reporter.ts';
import { workflowCommand } from './workflow-command.ts';

/**
 * Annotations as GitHub workflow commands, one a chain because GitHub shows only ten of a kind. A chain that some rule
 * keeps down, or whose verdict is open, is a warning.
 */
export const github: Reporter = {
  format: 'github',
  fileExtension: 'txt',
  description: 'annotations for GitHub Actions; also fills the job summary',

  render({ chains }) {
    return chains.map((chain) => `${annotation(chain)}\n`).join('');
  },
};

/** Markdown for `$GITHUB_STEP_SUMMARY`: one line a chain. */
export function jobSummary(report: AuditReport): string {
  const { chains } = mapStrings(report, escapeMarkdown);
  const waivers = chains.flatMap((chain) => chain.waivers.map((one) => `- ${chain.name}: ${waiverText(one)}`));
  const parts = [
    '## fullfaith',
    markdownTable(report),
    ...(waivers.length === 0 ? [] : ['Waivers:', waivers.join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function annotation({ id, name, credit, findings, waivers, location }: ChainReport): string {
  const standing = groupFindings(findings).filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
  const title = `${id}: ${creditText(credit)}`;
  const message = [
    `${name} is ${creditText(credit)}.`,
    ...standing.map(({ rule, outcome, message: say }) => `${rule} (${outcome}): ${say}`),
    ...waivers.map((one) => `Waiver: ${waiverText(one)}`),
  ];
  return workflowCommand(standing.length === 0 ? 'notice' : 'warning', { location, title }, message);
}
