import type { GateChain, GateFinding, GateReport } from '../../model/gate.ts';
import { causeText } from '../change-text.ts';
import { escapeMarkdown, mapStrings } from '../escape.ts';
import { table } from '../markdown-table.ts';
import { conclusion, detailText, failingFirst, type GateReporter, gateWaiverText, levelText } from './gate-reporter.ts';

/** For pull requests and job summaries: a table of all chains, then what fails, chain by chain. */
export const gateMarkdown: GateReporter = {
  format: 'markdown',
  fileExtension: 'md',
  description: 'a table, and what fails and why',

  render(report) {
    const escaped = mapStrings<GateReport>(report, escapeMarkdown);
    const { chains, policy } = escaped;
    const parts = [
      '## fullfaith check',
      `**${conclusion(escaped)}** Policy ${policy.id} ${policy.version}.`,
      ...(chains.length === 0 ? [] : [table(['chain', 'credit', 'result', 'evidence'], chains.map(row))]),
      ...chains.flatMap(section),
    ];
    return `${parts.join('\n\n')}\n`;
  },
};

function row(chain: GateChain): readonly string[] {
  const { name, findings, evidence } = chain;
  const failing = findings.filter(({ fails }) => fails);
  const result =
    failing.length === 0 ? 'as expected' : `**${[...new Set(failing.map(({ kind }) => kind))].join(', ')}**`;
  const age = evidence === null ? 'none' : `${evidence.grade}, ${evidence.ageDays} d, block ${evidence.block}`;
  return [name, levelText(chain), result, age];
}

function section({ name, findings, waivers }: GateChain): readonly string[] {
  if (findings.length === 0 && waivers.length === 0) return [];
  return [
    `### ${name}`,
    ...(findings.length === 0 ? [] : [failingFirst(findings).map(item).join('\n')]),
    ...(waivers.length === 0 ? [] : [`Waivers:\n\n${waivers.map((one) => `- ${gateWaiverText(one)}`).join('\n')}`]),
  ];
}

function item(finding: GateFinding): string {
  const { kind, fails, what, causes, advice, location } = finding;
  const detail = detailText(finding);
  return [
    `- ${fails ? `**${kind}**` : kind}: ${what}${detail === '' ? '' : ` ${detail}`}`,
    ...(fails ? causes.map((cause) => `  - because ${causeText(cause)}`) : []),
    ...(fails ? [`  - ${advice} (${location.file}:${location.line})`] : []),
  ].join('\n');
}
