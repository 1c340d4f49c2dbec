import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import { checksummed } from './checksummed.ts';
import { chainId as idSchema, type WrittenEntry } from './chain-schema.ts';
import { type ParseOptions, parseChain } from './parse-chain.ts';
import { renderChainYaml } from './render-chain.ts';
import type { Address } from 'viem';
import { getAddress } from 'viem/utils';
import { writeWhole } from './write-whole.ts';

/** The file of an entry. Throws a `FullfaithError` for what is no id, so that no path leads elsewhere. */
function entryFile(directory: string, id: string): string {
  if (!idSchema.safeParse(id).success) {
    throw new FullfaithError('input', `${JSON.stringify(id)} is no id of a chain: an id holds a-z, 0-9 and -.`);
  }
  return join(directory, 'chains', `${id}.yaml`);
}

/**
 * Writes the file of a new entry, once its text is read back without a fault, and returns where.
 * Throws a `FullfaithError` for a faulty entry and where there is one of that id.
 */
export async function writeEntry(directory: string, entry: WrittenEntry, options: ParseOptions): Promise<string> {
  const file = entryFile(directory, entry.id);
  if (existsSync(file)) {
    throw new FullfaithError('input', `${file} is there already, and is not overwritten.`, 'Choose another --id.');
  }
  const text = renderChainYaml(entry);
  parseChain(text, file, options);
  await writeWhole(file, text);
  return file;
}

/** An address from the command line; all lower case will do. Throws a `FullfaithError` for anything else. */
export function addressFrom(text: string): Address {
  const result = checksummed.safeParse(/^0x[0-9a-f]{40}$/.test(text) ? getAddress(text) : text);
  if (result.success) return result.data;
  const reason = result.error.issues[0]?.message ?? 'is no address';
  throw new FullfaithError('input', `${JSON.stringify(text)} ${reason}.`);
}
