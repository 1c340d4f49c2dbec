import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/rule.ts';
import { improves } from './improves.ts';
import { chosen, chosenChains, shippedPolicy, without } from './recorded-audits.ts';
import { collectReads } from './collect-reads.ts';

const chains = await chosenChains();

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
    for (const id of chosen(reads)) {
      const poorer = await recorded.audit(policy, without(id));
      if (improves(poorer, whole, policy)) better.push(id);
    }
    expect(better).toEqual([]);
  });
});
