import { Document } from 'yaml';
import type { WrittenEntry } from './chain-schema.ts';

/** The first line of every entry: editors complete and check it by the published schema. */
const schemaLine = ' yaml-language-server: $schema=../../schema/chain.schema.json';

const order = [
  'id',
  'name',
  'chainId',
  'stack',
  'host',
  'archived',
  'contracts',
  'escrows',
  'councils',
  'entities',
  'claims',
  'waivers',
] as const satisfies readonly (keyof WrittenEntry)[];

/** The text of a registry entry, as the formatter would leave it. What is `undefined` or empty is left out. */
export function renderChainYaml(entry: WrittenEntry): string {
  const fields = order.flatMap((key) => (isSaid(entry[key]) ? [[key, entry[key]] as const] : []));
  const document = new Document(Object.fromEntries(fields), { aliasDuplicateObjects: false });
  if (document.contents !== null) document.contents.commentBefore = schemaLine;
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function isSaid(value: unknown): boolean {
  if (value === undefined) return false;
  return typeof value !== 'object' || value === null || Object.keys(value).length > 0;
}
