import type { ChainDiff, DiffReport } from '../../model/diff.ts';
import { escapeMarkdown, mapStrings } from '../escape.ts';
import { creditChange, diffConclusion, type DiffReporter, sidesText } from './diff-reporter.ts';
import { type Section, sectionsOf } from './sections.ts';

/** GitHub refuses longer comments, in characters (api.github.com, “body is too long”). */
const longestComment = 65_536;
/** More lines than these of one kind are folded away. */
const shownLines = 10;

/** Fit for a pull-request comment: what it means in the open, long lists folded, never longer than GitHub takes. */
export const diffMarkdown: DiffReporter = {
  format: 'markdown',
  fileExtension: 'md',
  description: 'fit for a pull-request comment',

  render(report) {
    const escaped = mapStrings<DiffReport>(report, escapeMarkdown);
    const head = ['## fullfaith diff', `From ${escaped.from} to ${escaped.to}: ${diffConclusion(escaped)}`];
    const chains = escaped.chains.map((chain) => chainPart(chain, sectionsOf(chain)));
    const whole = page([...head, ...chains]);
    if (whole.length <= longestComment) return whole;
    const short = escaped.chains.map((chain) => chainPart(chain, sectionsOf(chain).slice(0, 1)));
    const brief = page([...head, 'Only what it means fits here; `--format json` has everything.', ...short]);
    return brief.length <= longestComment
      ? brief
      : page([...head, ...escaped.chains.map(headline)]).slice(0, longestComment);
  },
};

function page(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function headline(chain: ChainDiff): string {
  return `### ${chain.name}: ${creditChange(chain)}`;
}

function chainPart(chain: ChainDiff, sections: readonly Section[]): string {
  return [headline(chain), sidesText(chain), ...sections.map(sectionPart)].join('\n\n');
}

function sectionPart({ title, lines }: Section): string {
  const list = lines.map(({ text, under }) => [`- ${text}`, ...under.map((one) => `  - ${one}`)].join('\n')).join('\n');
  if (lines.length <= shownLines) return `**${title}**\n\n${list}`;
  return `<details><summary>${title} (${lines.length})</summary>\n\n${list}\n\n</details>`;
}
