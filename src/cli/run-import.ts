import { FullfaithError } from '../model/error.ts';
import type { WrittenEntry } from '../registry/chain-schema.ts';
import { loadRegistry } from '../registry/load-registry.ts';
import { writeEntry } from '../registry/new-entry.ts';
import { readSuperchainRegistry } from '../registry/read-superchain.ts';
import { stacks } from '../stacks/index.ts';
import type { Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { holdsChains, placesOf } from './places.ts';
import { auditTime } from './surroundings.ts';

/** `import`: writes an entry for each chain that the registry does not have; those it has stay as they are. */
export async function runImport({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const [, directory] = words;
  if (directory === undefined) throw new Error('importing from nowhere');
  const { registry } = placesOf(options, surroundings);
  const date = options.date ?? new Date(Number(auditTime(surroundings)) * 1000).toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new FullfaithError('input', `--date ${JSON.stringify(date)} is no date: a date is YYYY-MM-DD.`);
  }
  const revision = options.revision ?? `(copy of ${date})`;
  const [entries, chains] = await Promise.all([
    readSuperchainRegistry(directory, { revision, date }),
    holdsChains(registry) ? loadRegistry(registry) : [],
  ]);
  const ids = new Set(chains.map(({ id }) => id));
  const chainIds = new Set(chains.map(({ chainId }) => chainId));
  const fresh = entries.filter(({ chainId }) => !chainIds.has(chainId));
  const clashes = fresh.filter(({ id }) => ids.has(id));
  if (clashes.length > 0) throw clash(clashes);
  const known = { stacks: Object.fromEntries(stacks.map((one) => [one.id, one])) };
  for (const entry of fresh) {
    surroundings.stderr.write(`Written: ${await writeEntry(registry, entry, known)}\n`);
  }
  surroundings.stderr.write(`${fresh.length} new, ${entries.length - fresh.length} there already.\n`);
  return exitCodes.expected;
}

function clash(entries: readonly WrittenEntry[]): FullfaithError {
  const names = entries.map(({ id, chainId }) => `${id} (chain id ${chainId})`).join(', ');
  return new FullfaithError(
    'input',
    `The registry has other chains of these names: ${names}.`,
    'Rename its entries first; nothing was written.',
  );
}
