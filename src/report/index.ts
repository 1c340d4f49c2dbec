import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every format there is. */
export const reporters: readonly Reporter[] = [terminal, markdown, json, sarif, junit, github];

/** The reporter of a format or of a file extension; `undefined` where there is none. */
export function reporterFor(name: string): Reporter | undefined {
  return (
    reporters.find(({ format }) => format === name) ?? reporters.find(({ fileExtension }) => fileExtension === name)
  );
}
