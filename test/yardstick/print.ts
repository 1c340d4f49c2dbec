import type { Better, Column } from './compare.ts';

/** The comparison as text: a summary, a confusion matrix a question, and every disagreement. */
export function print(columns: readonly Column[], above: readonly Better[]): string {
  return [
    summary(columns),
    ...columns.map((one) => `${heading(one)}\n\n${matrix(one)}\n${disagreements(one)}`),
    betterThanReviewers(above),
  ].join('\n');
}

function summary(columns: readonly Column[]): string {
  const rows = columns.map(
    ({ name, agreement, agreed, of, unknown }) =>
      `${name.padEnd(32)} ${agreement.toFixed(1).padStart(5)} %  ${agreed} of ${of}, unknown ${unknown}`,
  );
  return `Agreement with the reviewers, a missing answer counted as a miss\n\n${rows.join('\n')}\n`;
}

function heading({ name, agreement }: Column): string {
  const text = `${name}: ${agreement.toFixed(1)} %`;
  return `${text}\n${'-'.repeat(text.length)}`;
}

/** Theirs from top to bottom, ours from left to right. */
function matrix({ confusion }: Column): string {
  const theirs = Object.keys(confusion).sort();
  const ours = [...new Set(theirs.flatMap((row) => Object.keys(confusion[row] ?? {})))].sort();
  const first = Math.max('theirs \\ ours'.length, ...theirs.map(({ length }) => length));
  const line = (name: string, cells: readonly string[]) =>
    [name.padEnd(first), ...cells.map((cell, at) => cell.padStart(ours[at]?.length ?? 0))].join('  ');
  return [
    line('theirs \\ ours', ours),
    ...theirs.map((row) =>
      line(
        row,
        ours.map((cell) => String(confusion[row]?.[cell] ?? '.')),
      ),
    ),
    '',
  ].join('\n');
}

function disagreements(column: Column): string {
  const lines = column.disagreements.map(
    ({ chain, theirs, ours, theirFacts, ourFacts }) =>
      `  ${chain}: theirs ${theirs}, ours ${ours ?? 'unknown'}\n    theirs: ${theirFacts}\n    ours:   ${ourFacts}`,
  );
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function betterThanReviewers(above: readonly Better[]): string {
  if (above.length === 0) return 'Better than the reviewers: none\n';
  const lines = above.map(({ chain, theirs, ours }) => `  ${chain}: theirs ${theirs}, ours ${ours}`);
  return `Better than the reviewers:\n${lines.join('\n')}\n`;
}
