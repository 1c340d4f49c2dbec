import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { guarantees } from '../model/guarantee.ts';
import type { AuditReport, Unaudited } from '../model/report.ts';
import type { Credit } from '../model/verdict.ts';
import { ageText, breakText, creditText, doubtText, undeterminedText, waiverText } from './phrase.ts';
import type { RenderOptions } from './reporter.ts';
import { styled, styledCredit } from './terminal-style.ts';

type Policy = AuditReport['policy'];

// Only a line under the head: tables are copied into messages and files.
const bare = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'middle', 'mid', 'left-mid', 'mid-mid', 'right-mid']
    .concat(['top-mid', 'top-left', 'top-right', 'bottom-mid', 'bottom-left', 'bottom-right'])
    .map((part) => [part, '']),
);
const narrowest = 30;

/** One line a chain; the last column wraps when a width is given. The texts must be escaped already. */
export function chainTable({ chains, policy, unaudited = [] }: AuditReport, options: RenderOptions): string {
  const short = shortNames(policy);
  const head = ['chain', 'credit', ...guarantees, 'evidence', 'smallest set of keys that could break it'];
  const levels = policy.levels.map(({ id }) => id);
  const rows: (readonly string[])[] = chains.map((chain) => [
    chain.name,
    styledCredit(chain.credit, policy, options),
    ...guarantees.map((one) => guaranteeCell(chain.guarantees[one], policy, { short, options })),
    ageText(chain.evidence),
    breakText(chain, levels),
  ]);
  rows.push(...unaudited.map((chain) => openRow(chain, policy, options)));
  const fixed = lineWidth(rendered([head, ...rows].map((row) => row.slice(0, -1))));
  const last = options.width === undefined ? null : Math.max(narrowest, options.width - fixed - 2);
  const [top = '', ...lines] = rendered([head, ...rows], last).split('\n');
  return [
    styled(top, 'bold', options),
    ...lines,
    '',
    ...waiverLines(chains),
    ...doubtLines(chains),
    ...legend(policy, short),
  ].join('\n');
}

function waiverLines(chains: AuditReport['chains']): readonly string[] {
  const lines = chains.flatMap(({ name, waivers }) => waivers.map((one) => `  ${name}: ${waiverText(one)}`));
  return lines.length === 0 ? [] : ['Waivers:', ...lines, ''];
}

function doubtLines(chains: AuditReport['chains']): readonly string[] {
  const lines = chains.flatMap(({ name, evidence }) =>
    (evidence.doubts ?? []).map((doubt) => `  ${name}: ${doubtText(doubt)}`),
  );
  return lines.length === 0 ? [] : ['Doubts about the evidence:', ...lines, ''];
}

/** A chain of which nothing is known but that it is in the registry. */
function openRow({ name, credit, reason }: Unaudited, policy: Policy, options: RenderOptions): readonly string[] {
  const text = undeterminedText(reason);
  return [name, styledCredit(credit, policy, options), ...guarantees.map(() => '?'), 'none', text];
}

type Cell = { readonly short: ReadonlyMap<string, string>; readonly options: RenderOptions };

function guaranteeCell(credit: Credit, policy: Policy, { short, options }: Cell): string {
  const name = (level: string) => short.get(level) ?? level;
  const text = creditText({ level: name(credit.level), best: name(credit.best), worst: name(credit.worst) });
  return styledCredit(credit, policy, options, text);
}

function rendered(rows: readonly (readonly string[])[], last: number | null = null): string {
  const [head = []] = rows;
  const table = new Table({
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    ...(last === null
      ? {}
      : { colWidths: head.map((_, at) => (at === head.length - 1 ? last : null)), wordWrap: true }),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function lineWidth(text: string): number {
  return Math.max(...text.split('\n').map((line) => stripVTControlCharacters(line).length));
}

// A level's first word where that is enough to tell the levels apart: five columns of whole names are too wide.
function shortNames({ levels }: Policy): ReadonlyMap<string, string> {
  const words = new Map(levels.map(({ id }) => [id, id.split('-')[0] ?? id]));
  return new Set(words.values()).size === levels.length ? words : new Map();
}

function legend({ levels, id, version }: Policy, short: ReadonlyMap<string, string>): readonly string[] {
  const width = Math.max(...levels.map((level) => level.id.length));
  return [
    `Policy ${id} ${version}. Levels, best first${short.size === 0 ? '' : ' (the guarantees show their first word)'}:`,
    ...[...levels].reverse().map((level) => `  ${level.id.padEnd(width)}  ${level.title}`),
  ];
}
