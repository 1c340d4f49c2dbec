import type { Location } from '../model/chain.ts';
import { escapeTerminal } from './escape.ts';
import { canonicalJson } from './json.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const homepage = 'https://www.npmjs.com/package/fullfaith';

/** A SARIF 2.1.0 log of one run of fullfaith. */
export function sarifLog(driver: object, results: readonly object[]): string {
  const tool = { driver: { name: 'fullfaith', informationUri: homepage, ...driver } };
  const run = { tool, columnKind: 'utf16CodeUnits', results };
  return `${canonicalJson({ $schema: schema, version: '2.1.0', runs: [run] })}\n`;
}

/** A line of a file as SARIF points at it. */
export function physicalLocation({ file, line, column }: Location) {
  return {
    artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') },
    region: { startLine: line, startColumn: column },
  };
}

/** A text as a message. SARIF 3.11.5 and 3.11.6: braces are placeholders and brackets are links unless they are escaped. */
export function plain(text: string): string {
  return escapeTerminal(text)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/[{}]/g, '$&$&');
}
