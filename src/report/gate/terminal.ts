import type { GateChain, GateFinding, GateReport } from '../../model/gate.ts';
import { causeText } from '../change-text.ts';
import { escapeTerminal, mapStrings } from '../escape.ts';
import type { RenderOptions } from '../reporter.ts';
import { styled } from '../terminal-style.ts';
import { conclusion, detailText, failingFirst, type GateReporter, gateWaiverText, levelText } from './gate-reporter.ts';

/** Longer names push their line to the right. */
const longestName = 30;

/** For people: a line a chain, and under it what fails, why, and what to do. */
export const gateTerminal: GateReporter = {
  format: 'terminal',
  fileExtension: 'txt',
  description: 'for people',

  render(report, options = {}) {
    const { chains, ...rest } = mapStrings<GateReport>(report, escapeTerminal);
    const width = Math.min(longestName, Math.max(0, ...chains.map(({ name }) => name.length)));
    const lines = chains.flatMap((chain) => chainLines(chain, width, options));
    const style = rest.outcome === 'passed' ? 'green' : 'red';
    return [...lines, '', styled(conclusion({ chains, ...rest }), style, options), ''].join('\n');
  },
};

function chainLines(chain: GateChain, width: number, options: RenderOptions): readonly string[] {
  const { name, findings, waivers, evidence } = chain;
  const failed = findings.some(({ fails }) => fails);
  const mark = failed ? styled('FAIL', 'red', options) : styled('ok  ', 'green', options);
  const age = evidence === null ? '' : `  (${evidence.grade}, ${evidence.ageDays} d old)`;
  return [
    `${mark}  ${name.padEnd(width)}  ${levelText(chain)}${age}`,
    ...failingFirst(findings).flatMap((finding) => findingLines(finding, options)),
    ...waivers.map((waiver) => `      waiver    ${gateWaiverText(waiver)}`),
  ];
}

function findingLines(finding: GateFinding, options: RenderOptions): readonly string[] {
  const { fails, kind, what, causes, advice, location } = finding;
  const detail = detailText(finding);
  const title = `${kind}: ${what}`;
  if (!fails) return [`      note      ${title}${detail === '' ? '' : ` ${detail}`}`];
  return [
    `      ${styled('failed', 'red', options)}    ${styled(title, 'bold', options)}`,
    ...(detail === '' ? [] : [`                ${detail}`]),
    ...causes.map((cause) => `      because   ${causeText(cause)}`),
    `      at        ${location.file}:${location.line}:${location.column}`,
    `      do        ${advice}`,
  ];
}
