import type { Chain } from '../model/chain.ts';
import type { Unaudited } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import { stackById } from '../stacks/index.ts';

/** Why there is nothing to audit of a chain, whatever evidence there is; null where there may be. */
export function whyUnjudged(chain: Chain): string | null {
  return stackById(chain.stack)?.unjudged?.(chain) ?? null;
}

/** What there is to say of a chain that is not audited: anything from the worst level to the best, and why. */
export function unauditedChain(
  chain: Chain,
  { levels }: Policy,
  reason = whyUnjudged(chain) ?? 'no recorded evidence',
): Unaudited {
  const { id, name, chainId, stack, archived, location } = chain;
  const [worst, best] = [levels[0]?.id ?? '', levels.at(-1)?.id ?? ''];
  return { id, name, chainId, stack, archived, location, credit: { level: worst, worst, best }, reason };
}
