import { grades } from '../../model/evidence.ts';
import type { CheckOutcome, EvidenceStanding, Verification, VerificationCheck } from '../../model/verification.ts';
import { escapeTerminal, mapStrings } from '../escape.ts';
import type { RenderOptions } from '../reporter.ts';
import { styled } from '../terminal-style.ts';
import type { VerificationReporter } from './verification-reporter.ts';

const marks = {
  holds: ['holds', 'green'],
  trusted: ['trusted', 'yellow'],
  open: ['open', 'yellow'],
  fails: ['FAILS', 'red'],
} as const satisfies Readonly<Record<CheckOutcome, readonly [string, string]>>;

const conclusions = {
  genuine: ['Genuine, as far as what is called trusted is believed.', 'green'],
  open: ['Not known: something that it takes is not here.', 'yellow'],
  'not-genuine': ['Not genuine.', 'red'],
} as const;

/** For people: the checklist, what the evidence rests on, and what it comes to. */
export const verificationTerminal: VerificationReporter = {
  format: 'terminal',
  fileExtension: 'txt',
  description: 'for people',

  render(verification, options = {}) {
    const { file, kind, checks, evidence, outcome } = mapStrings<Verification>(verification, escapeTerminal);
    const [text, style] = conclusions[outcome];
    const width = Math.max(0, ...checks.map(({ name }) => name.length));
    return [
      `${file} (${kind})`,
      '',
      ...checks.map(({ name, ...rest }) => line({ name: name.padEnd(width), ...rest }, options)),
      ...(evidence.length === 0 ? [] : ['', ...evidence.map(standing)]),
      '',
      styled(
        outcome === 'genuine' && checks.every((one) => one.outcome === 'holds') ? 'Genuine.' : text,
        style,
        options,
      ),
      '',
    ].join('\n');
  },
};

function line({ name, outcome, what }: VerificationCheck, options: RenderOptions): string {
  const [mark, style] = marks[outcome];
  return `  ${styled(mark.padEnd(7), style, options)}  ${name}  ${what}`;
}

function standing({ chain, chainId, block, reads, failed }: EvidenceStanding): string {
  const counts = grades.flatMap((grade) => (reads[grade] === undefined ? [] : [`${reads[grade]} ${grade}`]));
  const lost = failed === 0 ? '' : `, ${failed} failed`;
  return `  ${chain}: answers of chain ${chainId} at block ${block}: ${counts.join(', ') || 'none'}${lost}`;
}
