import { escapeJson } from './escape.ts';
import type { Reporter } from './reporter.ts';

/** The report itself. Keys are sorted, so that equal reports are equal texts and differences are small. */
export const json: Reporter = {
  format: 'json',
  fileExtension: 'json',
  description: 'the whole report as JSON; schema/report.schema.json describes it',

  render(report) {
    return `${canonicalJson(report)}\n`;
  },
};

/** Indented JSON with sorted keys. */
export function canonicalJson(value: unknown): string {
  return escapeJson(JSON.stringify(value, sortKeys, 2));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
