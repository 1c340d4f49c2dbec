import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import type { Chain } from '../model/chain.ts';
import { baseline, chainId as idSchema } from './chain-schema.ts';
import { parseChain, type ParseOptions } from './parse-chain.ts';
import { didYouMean } from './suggest.ts';
import { atLocation } from './yaml-text.ts';

/**
 * Every chain of the registry, by id. `directory` holds `chains/`; messages name files by it.
 * Throws a `FullfaithError` with all faults of all files.
 */
export async function loadRegistry(directory: string, options: ParseOptions = {}): Promise<readonly Chain[]> {
  const ids = await registryIds(directory);
  const results = await Promise.all(ids.map((id) => attempt(() => read(directory, id, options))));
  const faults = results.flatMap((result) => (result instanceof FullfaithError ? [result] : []));
  const chains = results.flatMap((result) => (result instanceof FullfaithError ? [] : [result]));
  const help = faults[0]?.help;
  const lines = [...faults.map(({ message }) => message), ...(faults.length > 0 ? [] : contradictions(chains))];
  if (lines.length > 0) throw new FullfaithError('input', lines.join('\n'), help);
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  return chains.map((chain) => settled(chain, byId));
}

function settled(chain: Chain, byId: ReadonlyMap<string, Chain>): Chain {
  const host = chain.host === baseline ? undefined : byId.get(chain.host);
  return host === undefined ? chain : { ...chain, settlesOn: settled(host, byId) };
}

/**
 * One chain and those that it settles on, without reading the others. Throws a `FullfaithError` when there is none of that id, or
 * when one of them is faulty.
 */
export async function loadChain(directory: string, id: string, options: ParseOptions = {}): Promise<Chain> {
  const ids = await registryIds(directory);
  if (!ids.includes(id)) {
    throw new FullfaithError(
      'input',
      `There is no chain ${JSON.stringify(id)} in ${join(directory, 'chains')}.${didYouMean(id, ids)}`,
      `It has ${ids.length} chains; \`fullfaith add\` writes an entry for another.`,
    );
  }
  const chain = await read(directory, id, options);
  const byId = new Map([[id, chain]]);
  for (let last = chain; last.host !== baseline && ids.includes(last.host) && !byId.has(last.host);) {
    last = await read(directory, last.host, options);
    byId.set(last.id, last);
  }
  const lines = contradictions([...byId.values()]);
  if (lines.length > 0) throw new FullfaithError('input', lines.join('\n'));
  return settled(chain, byId);
}

/** The ids of all entries, by the names of their files, sorted. Throws a `FullfaithError` where the folder cannot be read. */
export async function registryIds(directory: string): Promise<readonly string[]> {
  const folder = join(directory, 'chains');
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new FullfaithError(
      'input',
      `${folder} cannot be read (${error.code ?? error.message}).`,
      'Name a registry with --registry.',
    );
  });
  const strange = files.filter(
    (file) => /\.ya?ml$/i.test(file) && !idSchema.safeParse(file.replace(/\.yaml$/, '')).success,
  );
  if (strange.length > 0) {
    const names = strange.map((file) => join(folder, file)).join(', ');
    throw new FullfaithError(
      'input',
      `${names}: an entry’s file is its id and .yaml; an id holds a-z, 0-9 and -.`,
      'Rename it.',
    );
  }
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

async function read(directory: string, id: string, options: ParseOptions): Promise<Chain> {
  const file = join(directory, 'chains', `${id}.yaml`);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new FullfaithError('input', `${file} cannot be read (${error.code ?? error.message}).`);
  });
  const chain = parseChain(text, file, options);
  if (chain.id !== id) {
    const message = atLocation(
      chain.locations['id'] ?? chain.location,
      `id is "${chain.id}", but the file is called ${id}.yaml.`,
    );
    throw new FullfaithError('input', message, 'Make them the same.');
  }
  return chain;
}

async function attempt<T>(work: () => Promise<T>): Promise<T | FullfaithError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FullfaithError) return error;
    throw error;
  }
}

/** What is right in each file and wrong between them. */
function contradictions(chains: readonly Chain[]): readonly string[] {
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  return chains.flatMap((chain) => {
    const twin = chains.find(({ chainId }) => chainId !== null && chainId === chain.chainId);
    const same = `chain id ${chain.chainId} is that of "${twin?.id}" too.`;
    const ids = [...byId.keys(), baseline];
    const lost = () => `there is no chain "${chain.host}" to settle on.${didYouMean(chain.host, ids)}`;
    return [
      ...(twin === undefined || twin === chain ? [] : [at(chain, 'chainId', same)]),
      ...(ids.includes(chain.host) ? [] : [at(chain, 'host', lost())]),
      ...(settlesOnItself(chain, byId) ? [at(chain, 'host', 'the hosts go round in a circle.')] : []),
    ];
  });
}

function at(chain: Chain, key: string, message: string): string {
  return atLocation(chain.locations[key] ?? chain.location, message);
}

function settlesOnItself(chain: Chain, byId: ReadonlyMap<string, Chain>): boolean {
  const seen = new Set<string>([baseline]);
  for (let host = byId.get(chain.host); host !== undefined; host = byId.get(host.host)) {
    if (seen.has(host.id)) return false;
    if (host === chain) return true;
    seen.add(host.id);
  }
  return false;
}
