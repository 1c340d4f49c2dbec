import type { DiffReport } from '../../model/diff.ts';
import { escapeTerminal, mapStrings } from '../escape.ts';
import { styled } from '../terminal-style.ts';
import { creditChange, diffConclusion, type DiffReporter, sidesText } from './diff-reporter.ts';
import { sectionsOf } from './sections.ts';

/** For people: chain by chain, what it means first. */
export const diffTerminal: DiffReporter = {
  format: 'terminal',
  fileExtension: 'txt',
  description: 'for people',

  render(report, options = {}) {
    const { chains, ...rest } = mapStrings<DiffReport>(report, escapeTerminal);
    const parts = chains.map((chain) =>
      [
        styled(`${chain.name}: ${creditChange(chain)}`, 'bold', options),
        `  ${sidesText(chain)}`,
        ...sectionsOf(chain).flatMap(({ title, lines }) => [
          `  ${title}`,
          ...lines.flatMap(({ text, under }) => [`    ${text}`, ...under.map((one) => `      ${one}`)]),
        ]),
      ].join('\n'),
    );
    return `${[...parts, diffConclusion({ chains, ...rest })].join('\n\n')}\n`;
  },
};
