import type { Location } from '../model/chain.ts';

/**
 * Where a character of a YAML text value stands in its file, however the value is written: plain, quoted, or as a block
 * whose lines are joined. YAML changes only white space and escapes, so the other characters are counted.
 *
 * @param text the whole file
 * @param start where the value begins in it, its quote or block header included
 * @param before the part of the value that comes before the character
 */
export function locateInScalar(text: string, start: Location, before: string): Location {
  const begin = offsetOfLine(text, start.line) + start.column - 1;
  const style = text[begin];
  let position = style === '|' || style === '>' ? text.indexOf('\n', begin) : begin;
  if (style === '"' || style === "'") position += 1;
  let left = before.replace(/\s/g, '').length;
  for (;;) {
    while (/\s/.test(text[position] ?? 'x')) position += 1;
    if (left === 0 || position >= text.length) break;
    position += charactersOf(text, position, style);
    left -= 1;
  }
  return { file: start.file, ...lineAndColumn(text, position) };
}

/** How many characters of the file make one of the value: two for an escape. */
function charactersOf(text: string, position: number, style: string | undefined): number {
  if (style === '"' && text[position] === '\\') return 2;
  return style === "'" && text.startsWith("''", position) ? 2 : 1;
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let current = 1; current < line; current += 1) offset = text.indexOf('\n', offset) + 1;
  return offset;
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
