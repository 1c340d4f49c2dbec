import type { ChainDiff, DiffReport } from '../../model/diff.ts';
import type { Credit } from '../../model/verdict.ts';
import { creditText, day } from '../phrase.ts';
import type { DocumentReporter } from '../reporter.ts';

/** One output format of `fullfaith diff`. */
export type DiffReporter = DocumentReporter<DiffReport>;

/** What became of a chain's credit, in a few words. */
export function creditChange({ credit, sides, meaning }: ChainDiff): string {
  if (sides.from === null) return `new, ${creditOrNothing(credit?.to)}`;
  if (sides.to === null) return `gone, was ${creditOrNothing(credit?.from)}`;
  if (credit !== null) return `${creditOrNothing(credit.from)} → ${creditOrNothing(credit.to)}`;
  return meaning.length === 0 ? 'the levels are the same' : 'the credit is the same, a guarantee moved';
}

/** Where each side comes from, in a line. */
export function sidesText({ sides: { from, to } }: ChainDiff): string {
  const text = (side: ChainDiff['sides']['from']) =>
    side === null
      ? 'not there'
      : `block ${side.block} of ${day(side.timestamp)}, ${side.source}, policy ${side.policy}`;
  const [before, after] = [text(from), text(to)];
  return before === after ? before : `from ${before} to ${after}`;
}

/** How many chains differ, in a line. */
export function diffConclusion({ chains, same }: DiffReport): string {
  const total = chains.length + same.length;
  if (chains.length === 0) return total === 1 ? 'Nothing differs.' : `Nothing differs in ${total} chains.`;
  return `${chains.length} of ${total} ${total === 1 ? 'chain' : 'chains'} ${chains.length === 1 ? 'differs' : 'differ'}.`;
}

function creditOrNothing(credit: Credit | null | undefined): string {
  return credit == null ? 'nothing' : creditText(credit);
}
