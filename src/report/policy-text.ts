import type { Dimension, Policy, Rule } from '../model/rule.ts';
import { escapeMarkdown, escapeTerminal, mapStrings } from './escape.ts';

/** The rules of a policy, a line each, for people at a terminal. */
export function ruleList(policy: Policy): string {
  const { rules } = mapStrings(policy, escapeTerminal);
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const capWidth = Math.max(0, ...rules.map(({ otherwise }) => otherwise.caps.length));
  const lines = rules.map(({ id, title, otherwise }) => {
    return `${id.padEnd(width)}  at best ${otherwise.caps.padEnd(capWidth)}  ${title}\n`;
  });
  return lines.join('');
}

/** A policy and its rules as a page of Markdown: what each asks, and what follows when it does not hold. */
export function policyMarkdown(policy: Policy): string {
  const { title, id, version, description, levels } = mapStrings(policy, escapeMarkdown);
  const ladder = levels.map((level) => `- **${level.id}** – ${level.title}. ${level.meaning}`);
  return [
    `# ${title}`,
    `Policy ${id}, version ${version}. ${description}`,
    '## Levels, best first',
    ladder.reverse().join('\n'),
    '## Rules',
    ...policy.rules.map(ruleSection),
    ...(policy.dimensions.length === 0 ? [] : ['## Beside the ladder', ...policy.dimensions.map(dimensionSection)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function ruleSection(rule: Rule): string {
  const { id, title, guarantees, scope, otherwise } = mapStrings(rule, escapeMarkdown);
  const asked = scope === 'power' ? ', asked of each power' : '';
  return [
    `### ${id}`,
    `${title}. Judges ${guarantees.join(', ')}${asked}; otherwise at best **${otherwise.caps}**: ${otherwise.say}`,
    fenced(`applies: ${rule.applies.trim()}\ncheck: ${rule.check.trim()}`),
    ...links(rule.references),
  ].join('\n\n');
}

function dimensionSection(dimension: Dimension): string {
  const { id, title, description } = mapStrings(dimension, escapeMarkdown);
  const entries = dimension.entries.map(({ when, value, sentiment }) => {
    return `${value.trim()} # ${sentiment}\n  when: ${when.trim()}`;
  });
  return [`### ${id}`, `${title}. ${description}`, fenced(entries.join('\n')), ...links(dimension.references)].join(
    '\n\n',
  );
}

function links(references: readonly string[]): readonly string[] {
  const urls = references.filter((url) => /^https?:\/\/[^\s<>]+$/.test(url));
  return urls.length === 0 ? [] : [urls.map((url) => `- <${url}>`).join('\n')];
}

function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${code}\n${fence}`;
}
