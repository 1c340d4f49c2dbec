import type { AuditReport, ChainReport } from '../model/report.ts';
import { escapeMarkdown, mapStrings } from './escape.ts';
import { creditText, doubtText, waiverText } from './phrase.ts';
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
  const doubts = chains.flatMap(({ name, evidence }) =>
    (evidence.doubts ?? []).map((doubt) => `- ${name}: ${doubtText(doubt)}`),
  );
  const parts = [
    '## fullfaith',
    markdownTable(report),
    ...(waivers.length === 0 ? [] : ['Waivers:', waivers.join('\n')]),
    ...(doubts.length === 0 ? [] : ['Doubts about the evidence:', doubts.join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function annotation({ id, name, credit, findings, waivers, location, evidence }: ChainReport): string {
  const standing = groupFindings(findings).filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
  const doubts = evidence.doubts ?? [];
  const title = `${id}: ${creditText(credit)}`;
  const message = [
    `${name} is ${creditText(credit)}.`,
    ...standing.map(({ rule, outcome, message: say }) => `${rule} (${outcome}): ${say}`),
    ...waivers.map((one) => `Waiver: ${waiverText(one)}`),
    ...doubts.map((doubt) => `Doubt: ${doubtText(doubt)}`),
  ];
  return workflowCommand(standing.length + doubts.length === 0 ? 'notice' : 'warning', { location, title }, message);
}
