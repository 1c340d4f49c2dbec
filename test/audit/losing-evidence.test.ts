import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/rule.ts';
import { improves } from './improves.ts';
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
