import type { Chain } from '../model/chain.ts';
import { registryIds } from '../registry/load-registry.ts';
import type { Lock } from '../registry/lock.ts';
import { loadChains } from './chains.ts';

/** What a check is about. */
export type Choice = {
  readonly chains: readonly Chain[];
  /** Ids that the lock has and the registry has not, as far as they were asked for. */
  readonly lost: readonly string[];
};

/** The chains of these ids, or all. Throws a `FullfaithError` for an id that neither the registry nor the lock has. */
export async function choose(words: readonly string[], registry: string, lock: Lock): Promise<Choice> {
  const known = new Set(await registryIds(registry));
  const gone = [...lock.entries.keys()].filter((id) => !known.has(id));
  if (words.length === 0) return { chains: await loadChains(registry, []), lost: gone };
  const lost = gone.filter((id) => words.includes(id));
  const rest = words.filter((id) => !lost.includes(id));
  return { chains: rest.length === 0 ? [] : await loadChains(registry, rest), lost };
}
