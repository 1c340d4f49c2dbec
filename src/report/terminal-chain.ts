import { guarantees } from '../model/guarantee.ts';
import type { Guarantee } from '../model/guarantee.ts';
import type { AuditReport, ChainReport, Unaudited, Weakest } from '../model/report.ts';
import type { DimensionFinding, Finding } from '../model/rule.ts';
import { summarisedFindings } from './grouped-findings.ts';
import { duration } from '../model/duration.ts';
import {
  chainIdText,
  delay,
  doubtText,
  evidenceText,
  factText,
  keysText,
  memberText,
  trustText,
  undeterminedText,
  waiverText,
  window,
} from './phrase.ts';
import type { RenderOptions } from './reporter.ts';
import { styled, styledCredit } from './terminal-style.ts';

type Policy = AuditReport['policy'];

const marks: Readonly<Record<Finding['outcome'], string>> = {
  pass: 'pass',
  fail: 'FAIL',
  unknown: '????',
  'not-applicable': ' -  ',
};
const shownMembers = 12;

/** Everything about one chain, most important first. The texts must be escaped already. */
export function chainDetail(chain: ChainReport, policy: Policy, options: RenderOptions): string {
  const title = (text: string) => styled(text, 'bold', options);
  const meaning = policy.levels.find(({ id }) => id === chain.credit.level)?.meaning ?? '';
  return [
    `${title(chain.name)} (${namesText(chain)})`,
    '',
    `  credit    ${styledCredit(chain.credit, policy, options)}`,
    ...(meaning === '' ? [] : [`            ${meaning}`]),
    `  policy    ${policy.id} ${policy.version}`,
    `  evidence  ${evidenceText(chain.evidence)}`,
    `            ${readsText(chain)}`,
    ...(chain.evidence.doubts ?? []).map((doubt) => `  doubt     ${doubtText(doubt)}`),
    ...chain.notes.map((note) => `  note      ${note}`),
    ...guarantees.flatMap((one) => ['', ...guaranteeLines(chain, one, policy, options)]),
    ...section(title('Findings'), findingLines(chain)),
    ...section(title('Beside the ladder'), chain.dimensions.map(dimensionLine)),
    ...section(title('Waivers'), chain.waivers.map(waiverText)),
    ...section(title('Exit of a user alone'), exitLines(chain)),
    ...section(title('Facts'), factLines(chain)),
  ].join('\n');
}

/** All there is to say of a chain that was not audited. */
export function openDetail(chain: Unaudited): string {
  return [`${chain.name} (${namesText(chain)})`, '', `  credit    ${undeterminedText(chain.reason)}`].join('\n');
}

function namesText(chain: Unaudited | ChainReport): string {
  return `${chain.id}, ${chainIdText(chain)}, ${chain.stack}${chain.archived ? ', archived' : ''}`;
}

function readsText({ evidence }: ChainReport): string {
  const failed = evidence.failed.length;
  const reads = failed === 0 ? `${evidence.reads} reads` : `${evidence.reads} reads, ${failed} of them failed`;
  return [reads, trustText(evidence)].filter((part) => part !== '').join('; ');
}

function guaranteeLines(chain: ChainReport, one: Guarantee, policy: Policy, options: RenderOptions): readonly string[] {
  const { weakest, ...credit } = chain.guarantees[one];
  const head = `${styled(one.padEnd(10), 'bold', options)}  ${styledCredit(credit, policy, options)}`;
  return [head, ...(weakest === null ? ['  weakest   nobody has a power over it'] : weakestLines(weakest))];
}

function weakestLines(weakest: Weakest): readonly string[] {
  const { members, path } = weakest;
  const hidden = members.length - shownMembers;
  return [
    `  weakest   ${weakest.title}`,
    `  who       ${keysText(weakest)}, ${delay(weakest.delaySeconds)}; ${window(weakest.windowSeconds)}`,
    ...members.slice(0, shownMembers).map((member) => `            ${memberText(member)}`),
    ...(hidden > 0 ? [`            and ${hidden} more`] : []),
    ...path.map((step, at) => `  ${at === 0 ? 'through ' : '        '}  ${step}`),
    ...weakest.unresolved.map((reason) => `  unresolved  ${reason} (taken for hostile)`),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function findingLines({ findings }: ChainReport): readonly string[] {
  return summarisedFindings(findings).flatMap(({ outcome, rule, powers, message, caps }) => {
    if (outcome === 'pass') return [`${marks[outcome]}  ${rule}`];
    const lines = [`${marks[outcome]}  ${rule}${caps === undefined ? '' : ` (at best ${caps})`}`, `      ${message}`];
    return powers.length === 0 ? lines : [...lines, `      powers: ${powers.join(', ')}`];
  });
}

function dimensionLine({ dimension, answer, because }: DimensionFinding): string {
  return `${dimension}: ${answer === null ? `unknown, because of ${because.join(', ')}` : answer.value}`;
}

function exitLines({ exit }: ChainReport): readonly string[] {
  const seconds = (value: number | null) => (value === null ? 'unknown' : duration(value));
  const possible = exit.possible === null ? 'unknown' : exit.possible ? 'yes' : 'no';
  return [
    `possible: ${possible}; begun for good after ${seconds(exit.startSeconds)}, finished after ${seconds(exit.finishSeconds)}`,
    ...exit.terms.map(({ name, phase, seconds: value, source, unknown }) => {
      return `${phase.padEnd(6)}  ${name}: ${unknown === undefined ? seconds(value) : `unknown: ${unknown}`} (${source})`;
    }),
  ];
}

function factLines({ facts }: ChainReport): readonly string[] {
  const width = Math.max(0, ...Object.keys(facts).map((name) => name.length));
  return Object.entries(facts).map(([name, fact]) => `${name.padEnd(width)}  ${factText(fact)}`);
}
