import type { AuditReport, ChainReport } from '../model/report.ts';
import { creditText } from './phrase.ts';
import { escapeTerminal } from './escape.ts';
import { groupFindings } from './grouped-findings.ts';
import { markdownTable } from './markdown-table.ts';
import type { Reporter } from './reporter.ts';

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
  return `## fullfaith\n\n${markdownTable(report)}\n`;
}

function annotation({ id, name, credit, findings, location }: ChainReport): string {
  const standing = groupFindings(findings).filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
  const properties = {
    file: location.file,
    line: String(location.line),
    col: String(location.column),
    title: `${id}: ${creditText(credit)}`,
  };
  const message = [
    `${name} is ${creditText(credit)}.`,
    ...standing.map(({ rule, outcome, message: say }) => `${rule} (${outcome}): ${say}`),
  ];
  const text = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${standing.length === 0 ? 'notice' : 'warning'} ${text.join(',')}::${message.map(escapeData).join('%0A')}`;
}

// The escapes that the runner undoes: @actions/core, src/command.ts.
function escapeData(text: string): string {
  return escapeTerminal(text).replace(/%/g, '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
