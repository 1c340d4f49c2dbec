import type { Chain } from '../model/chain.ts';
import { loadChain, loadRegistry } from '../registry/load-registry.ts';
import { stacks } from '../stacks/index.ts';

/** The chains of these ids, or all of them; each once. Throws a `FullfaithError` for an unknown id or a faulty entry. */
export async function loadChains(registry: string, ids: readonly string[]): Promise<readonly Chain[]> {
  const options = { stacks: Object.fromEntries(stacks.map((stack) => [stack.id, stack])) };
  if (ids.length === 0) return loadRegistry(registry, options);
  return Promise.all([...new Set(ids)].map((id) => loadChain(registry, id, options)));
}
