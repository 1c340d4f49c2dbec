import { beforeAll, describe, expect, it } from 'vitest';
import type { Coalition } from '../../src/model/coalition.ts';
import { type Guarantee, guarantees } from '../../src/model/guarantee.ts';
import type { ChainReport } from '../../src/model/report.ts';
import type { Policy } from '../../src/model/rule.ts';
import { type Recorded, recordedChains, shippedPolicy, without } from './recorded-audits.ts';
import { collectReads } from './collect-reads.ts';

/** The chain of each stack that has least to lose; all of them with EVERY_RECORDING set (npm run test:evidence), which takes minutes. */
const chains: readonly Recorded[] = await chosenChains();

describe('losing a piece of evidence never improves the verdict', () => {
  let policy: Policy;
  beforeAll(async () => {
    policy = await shippedPolicy('full-faith');
  });

  it.each(chains.map((one) => [one.chain.id, one] as const))('of %s', { timeout: 300_000 }, async (_, recorded) => {
    const whole = await recorded.audit(policy);
    const reads = await collectReads(recorded, policy);
    expect(reads.length).toBeGreaterThan(0);
    const better: string[] = [];
    for (const id of reads) {
      const poorer = await recorded.audit(policy, without(id));
      if (improves(poorer, whole, policy)) better.push(id);
    }
    expect(better).toEqual([]);
  });
});

async function chosenChains(): Promise<readonly Recorded[]> {
  const all = await recordedChains();
  if (process.env['EVERY_RECORDING'] !== undefined) return all;
  const sorted = [...all].sort((a, b) => a.length - b.length);
  return sorted.filter(({ chain }, at) => sorted.findIndex((other) => other.chain.stack === chain.stack) === at);
}

/** Whether the lower end of the whole or of any guarantee rose, or what was possible to some keys no longer seems so. */
function improves(poorer: ChainReport, whole: ChainReport, policy: Policy): boolean {
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

function rises(poorer: ChainReport, whole: ChainReport, policy: Policy): boolean {
  const rank = (level: string) => policy.levels.findIndex(({ id }) => id === level);
  const above = (a: string, b: string) => rank(a) > rank(b);
  return (
    above(poorer.credit.worst, whole.credit.worst) ||
    guarantees.some((one) => above(poorer.guarantees[one].worst, whole.guarantees[one].worst))
  );
}
