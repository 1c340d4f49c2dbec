import { guarantees } from '../model/guarantee.ts';
import type { Guarantee } from '../model/guarantee.ts';
import type { ChainReport, PowerReport } from '../model/report.ts';
import { authorityText, namesOf } from './authority-text.ts';
import type { Names } from './authority-text.ts';
import { groupFindings } from './grouped-findings.ts';
import { table } from './markdown-table.ts';
import { duration } from '../model/duration.ts';
import {
  blockingText,
  chainIdText,
  creditText,
  delay,
  doubtText,
  evidenceText,
  factText,
  keysText,
  memberText,
  trustText,
  waiverText,
  window,
} from './phrase.ts';

const powerHead = ['power', 'breaks', 'smallest sets', 'stopped if they refuse', 'authority', 'can be stopped by'];

type Rows = readonly (readonly string[])[];

/** One chain's section. The texts must be escaped already. */
export function chainSection(chain: ChainReport): string {
  const names = namesOf(chain.bodies);
  const archived = chain.archived ? ', archived' : '';
  return [
    `## ${chain.name}`,
    `**${creditText(chain.credit)}** · ${chain.id}, ${chainIdText(chain)}, ${chain.stack}${archived}`,
    `Evidence: ${evidenceText(chain.evidence)}.`,
    ...(trustText(chain.evidence) === '' ? [] : [`Reads: ${trustText(chain.evidence)}.`]),
    ...doubts(chain),
    ...chain.notes.map((note) => `> ${note}`),
    ...part('Guarantees', ['guarantee', 'level', 'weakest power', 'keys', 'delay', 'window'], guaranteeRows(chain)),
    ...guarantees.flatMap((one) => witness(chain, one)),
    ...part('Findings', ['outcome', 'rule', 'message', 'powers', 'because'], findingRows(chain)),
    ...part('Beside the ladder', ['dimension', 'answer', 'sentiment', 'because'], dimensionRows(chain)),
    ...(chain.waivers.length === 0
      ? []
      : ['### Waivers', chain.waivers.map((one) => `- ${waiverText(one)}`).join('\n')]),
    ...part('Powers', powerHead, powerRows(chain, names)),
    ...exitPart(chain),
    ...part(
      'Facts',
      ['fact', 'value'],
      Object.entries(chain.facts).map(([name, fact]) => [name, factText(fact)]),
    ),
    ...part(
      'Contracts',
      ['role', 'address'],
      chain.contracts.map(({ role, address }) => [role, address]),
    ),
    ...part('Bodies', ['address', 'name', 'authority', 'notes'], bodyRows(chain, names)),
    ...failedReads(chain),
  ].join('\n\n');
}

function doubts({ evidence }: ChainReport): readonly string[] {
  if (evidence.doubts === undefined) return [];
  return ['### Doubts about the evidence', evidence.doubts.map((doubt) => `- ${doubtText(doubt)}`).join('\n')];
}

function part(title: string, head: readonly string[], rows: Rows): readonly string[] {
  return rows.length === 0 ? [] : [`### ${title}`, table(head, rows)];
}

function guaranteeRows(chain: ChainReport): Rows {
  return guarantees.map((guarantee) => {
    const { weakest, ...credit } = chain.guarantees[guarantee];
    const level = `**${creditText(credit)}**`;
    if (weakest === null) return [guarantee, level, 'nobody has one', '', '', ''];
    const { title, delaySeconds, windowSeconds } = weakest;
    return [guarantee, level, title, keysText(weakest), delay(delaySeconds), window(windowSeconds)];
  });
}

function witness(chain: ChainReport, guarantee: Guarantee): readonly string[] {
  const { weakest } = chain.guarantees[guarantee];
  if (weakest === null) return [];
  const lines = [
    ...weakest.path.map((step) => `- ${step}`),
    ...weakest.members.map((member) => `  - ${memberText(member)}`),
    ...weakest.unresolved.map((reason) => `- taken for hostile: ${reason}`),
  ];
  return lines.length === 0 ? [] : [`**${guarantee}**: ${weakest.title}`, lines.join('\n')];
}

function findingRows({ findings }: ChainReport): Rows {
  return groupFindings(findings).map(({ outcome, rule, powers, message, because }) => {
    return [outcome, rule, message, powers.join(', '), because.join(', ')];
  });
}

function dimensionRows({ dimensions }: ChainReport): Rows {
  return dimensions.map(({ dimension, answer, because }) => {
    return [dimension, answer?.value ?? 'unknown', answer?.sentiment ?? '', because.join(', ')];
  });
}

function powerRows({ powers }: ChainReport, names: Names): Rows {
  return powers.map((power) => [
    power.lastsSeconds === null ? power.title : `${power.title} (for ${duration(power.lastsSeconds)})`,
    power.breaks.join(', '),
    setsText(power),
    blockingText(power.blocking),
    authorityText(power.authority, names),
    power.vetoes.map((veto) => authorityText(veto, names)).join('; '),
  ]);
}

function setsText({ frontier }: PowerReport): string {
  const sets = frontier.map(({ size, delaySeconds, entities }) => {
    const organisations = entities === undefined ? {} : { entities };
    return `${keysText({ keys: size, unresolved: [], ...organisations })} ${delay(delaySeconds)}`;
  });
  return sets.length === 0 ? 'none' : sets.join('; ');
}

function bodyRows({ bodies }: ChainReport, names: Names): Rows {
  return bodies.map(({ address, name, authority, notes }) => {
    return [address, name, authorityText(authority, names), notes.join(' ')];
  });
}

function exitPart({ exit }: ChainReport): readonly string[] {
  const seconds = (value: number | null) => (value === null ? 'unknown' : duration(value));
  const can =
    exit.possible === null
      ? 'Whether a user can leave alone is unknown.'
      : `A user can${exit.possible ? '' : 'not'} leave alone.`;
  const until = `Until nobody can stop it: ${seconds(exit.startSeconds)}. Until the money is out: ${seconds(exit.finishSeconds)}.`;
  const rows = exit.terms.map(({ name, phase, seconds: value, source, unknown }) => {
    return [name, phase, unknown === undefined ? seconds(value) : `unknown: ${unknown}`, source];
  });
  const terms = rows.length === 0 ? [] : [table(['term', 'phase', 'time', 'source'], rows)];
  return ['### Exit', `${can} ${until}`, ...terms];
}

function failedReads({ evidence }: ChainReport): readonly string[] {
  const { failed, reads } = evidence;
  if (failed.length === 0) return [];
  const lines = failed.map(({ id, reason }) => `- ${id}: ${reason}`);
  return ['### Reads that failed', `${failed.length} of ${reads}:`, lines.join('\n')];
}
