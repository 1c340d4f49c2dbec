import type { Location } from '../model/chain.ts';
import { escapeTerminal } from './escape.ts';

/** One annotation as GitHub’s runner reads it: a line for stdout, without its end. */
export function workflowCommand(
  level: 'error' | 'warning' | 'notice',
  { location, title }: { readonly location: Location; readonly title: string },
  message: readonly string[],
): string {
  const { file, line, column } = location;
  const properties = { file, line: String(line), col: String(column), title };
  const text = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${level} ${text.join(',')}::${message.map(escapeData).join('%0A')}`;
}

// The escapes that the runner undoes: @actions/core, src/command.ts.
function escapeData(text: string): string {
  return escapeTerminal(text).replace(/%/g, '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
