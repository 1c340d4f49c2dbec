import type { Chain } from '../model/chain.ts';
import type { Unaudited } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';

/** The reason where nobody has recorded a chain. */
export const noRecording = 'no recorded evidence';

/** What there is to say of a chain without evidence: anything from the worst level to the best, and why. */
export function unauditedChain(
  { id, name, chainId, stack, archived, location }: Chain,
  { levels }: Policy,
  reason: string,
): Unaudited {
  const [worst, best] = [levels[0]?.id ?? '', levels.at(-1)?.id ?? ''];
  return { id, name, chainId, stack, archived, location, credit: { level: worst, worst, best }, reason };
}
