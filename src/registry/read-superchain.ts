import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import type { WrittenEntry } from './chain-schema.ts';
import { parseSuperchainAddresses, parseSuperchainConfig, type SuperchainSnapshot } from './superchain.ts';

const configs = 'superchain/configs/mainnet';
const addresses = 'superchain/addresses/addresses.json';

/**
 * An entry for every mainnet chain in a copy of the superchain-registry, by id. They are not yet written anywhere.
 * Throws a `FullfaithError` when the directory holds no such registry or one of its files is faulty.
 */
export async function readSuperchainRegistry(
  directory: string,
  snapshot: SuperchainSnapshot,
): Promise<readonly WrittenEntry[]> {
  const known = parseSuperchainAddresses(await readText(join(directory, addresses)), addresses);
  const files = (await readdir(join(directory, configs)).catch(failure(join(directory, configs))))
    // superchain.toml is about all of them, not about one chain.
    .filter((file) => file.endsWith('.toml') && file !== 'superchain.toml')
    .sort();
  return Promise.all(
    files.map(async (file) =>
      parseSuperchainConfig(await readText(join(directory, configs, file)), `${configs}/${file}`, {
        addresses: known,
        snapshot,
      }),
    ),
  );
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(failure(file));
}

function failure(file: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new FullfaithError(
      'input',
      `${file} cannot be read (${error.code ?? error.message}).`,
      'Name the root of a copy of the superchain-registry.',
    );
  };
}
