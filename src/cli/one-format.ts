import { FullfaithError } from '../model/error.ts';
import type { Options } from './command.ts';

/** The one format asked for, of those that a command has; an error names them. */
export function oneFormat<Format extends string>(
  { json, format }: Options,
  formats: readonly Format[],
  otherwise: Format,
): Format {
  if (json && format !== undefined) {
    throw new FullfaithError('input', '--json and --format exclude each other.', 'Leave one of them out.');
  }
  const asked = json ? ['json'] : (format?.flatMap((names) => names.split(',')) ?? [otherwise]);
  const known = asked.map((name) => formats.find((one) => one === name) ?? refuse(name, formats));
  const [only, ...others] = new Set(known);
  if (only === undefined || others.length > 0) {
    throw new FullfaithError('input', `Only one of ${known.join(', ')} fits on stdout.`, 'Ask once for each.');
  }
  return only;
}

function refuse(name: string, formats: readonly string[]): never {
  throw new FullfaithError('input', `There is no format ${JSON.stringify(name)}.`, `There are ${formats.join(', ')}.`);
}
