import type { GateChain, GateFinding, GateReport } from '../../model/gate.ts';
import { causeText } from '../change-text.ts';
import { escapeTerminal } from '../escape.ts';
import { workflowCommand } from '../workflow-command.ts';
import { conclusion, detailText, type GateReporter, gateWaiverText } from './gate-reporter.ts';
import { gateMarkdown } from './markdown.ts';

/** Annotations as GitHub workflow commands at the lines of the registry: errors, then what is only told. */
export const gateGithub: GateReporter = {
  format: 'github',
  fileExtension: 'txt',
  description: 'annotations for GitHub Actions; also fills the job summary',

  render(report) {
    const { chains } = report;
    // GitHub shows ten of a kind: each chain gets its first word before any gets a second.
    const errors = interleaved(chains.map((chain) => annotations(chain, true)));
    const notices = [...interleaved(chains.map((chain) => annotations(chain, false))), ...chains.flatMap(waivers)];
    return [...errors, ...notices, escapeTerminal(conclusion(report))].map((line) => `${line}\n`).join('');
  },
};

/** Markdown for `$GITHUB_STEP_SUMMARY`. */
export function gateSummary(report: GateReport): string {
  return gateMarkdown.render(report);
}

function annotations({ name, findings }: GateChain, failing: boolean): readonly string[] {
  return findings
    .filter(({ fails }) => fails === failing)
    .map((finding) => {
      const { location, kind, advice } = finding;
      const title = `${name}: ${kind}`;
      return workflowCommand(failing ? 'error' : 'notice', { location, title }, [...messageOf(finding), advice]);
    });
}

function messageOf(finding: GateFinding): readonly string[] {
  const detail = detailText(finding);
  const causes = finding.causes.map((cause) => `Because ${causeText(cause)}`);
  return [finding.what, ...(detail === '' ? [] : [detail]), ...causes];
}

function waivers({ name, waivers: all }: GateChain): readonly string[] {
  return all.map((one) =>
    workflowCommand('notice', { location: one.location, title: `${name}: waiver` }, [gateWaiverText(one)]),
  );
}

function interleaved<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
