import { styleText } from 'node:util';
import type { AuditReport } from '../model/report.ts';
import type { Credit } from '../model/verdict.ts';
import { creditText } from './phrase.ts';
import type { RenderOptions } from './reporter.ts';

type Style = Parameters<typeof styleText>[0];

/** Colours a text if colour was asked for; the stream is not looked at, so that the same call gives the same text. */
export function styled(text: string, style: Style, { colour }: RenderOptions): string {
  return colour === true ? styleText(style, text, { validateStream: false }) : text;
}

/** A credit in its level's colour: the best level green, the worst red, what lies between and what is open yellow. */
export function styledCredit(
  credit: Credit,
  policy: AuditReport['policy'],
  options: RenderOptions,
  text?: string,
): string {
  const at = policy.levels.findIndex(({ id }) => id === credit.worst);
  const style: Style = at === policy.levels.length - 1 ? 'green' : at <= 0 ? 'red' : 'yellow';
  return styled(text ?? creditText(credit), style, options);
}
