import type { Coalition } from '../../src/model/coalition.ts';
import { type Guarantee, guarantees } from '../../src/model/guarantee.ts';
import type { ChainReport } from '../../src/model/report.ts';
import type { Policy } from '../../src/model/rule.ts';

/** Whether the lower end of the whole or of any guarantee rose, or what was possible to some keys no longer seems so. */
export function improves(poorer: ChainReport, whole: ChainReport, policy: Policy): boolean {
  return rises(poorer, whole, policy) || guarantees.some((one) => !covers(threats(poorer, one), threats(whole, one)));
}

type Threat = Pick<Coalition, 'delaySeconds' | 'size' | 'electorates'>;

/** What sets of keys can do to a guarantee for good: how many of them, how fast. */
function threats({ powers }: ChainReport, guarantee: Guarantee): readonly Threat[] {
  return powers
    .filter(({ breaks, lastsSeconds }) => breaks.includes(guarantee) && lastsSeconds === null)
    .flatMap((power) => power.frontier);
}

/**
 * Whether each threat is matched by one that is as fast and needs no more keys. A token vote, and what anybody can do, may turn into
 * one key: as which everything unresolved counts.
 */
function covers(threatsLeft: readonly Threat[], before: readonly Threat[]): boolean {
  return before.every((one) =>
    threatsLeft.some((other) => other.delaySeconds <= one.delaySeconds && other.size <= counted(one)),
  );
}

function counted({ size, electorates }: Threat): number {
  return Math.max(size + electorates.length, 1);
}

/** Whether the lower end of the whole or of any guarantee rose. */
export function rises(poorer: ChainReport, whole: ChainReport, policy: Policy): boolean {
  const rank = (level: string) => policy.levels.findIndex(({ id }) => id === level);
  const above = (a: string, b: string) => rank(a) > rank(b);
  return (
    above(poorer.credit.worst, whole.credit.worst) ||
    guarantees.some((one) => above(poorer.guarantees[one].worst, whole.guarantees[one].worst))
  );
}
