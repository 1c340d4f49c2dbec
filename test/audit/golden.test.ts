import { describe, expect, it } from 'vitest';
import { auditReport } from '../../src/audit/index.ts';
import { json } from '../../src/report/json.ts';
import { type Recorded, recordedChains, shippedPolicy } from './recorded-audits.ts';

// After a change that is meant to change reports: npx vitest run test/audit/golden.test.ts -u, and read the diff.
const chains = await recordedChains();
const policy = await shippedPolicy('full-faith');

/** The first chain of each stack, by id. */
const oneOfEachStack = new Map<string, Recorded>();
for (const one of chains) if (!oneOfEachStack.has(one.chain.stack)) oneOfEachStack.set(one.chain.stack, one);

describe('a recording gives the same report, byte for byte', () => {
  it.each([...oneOfEachStack])('of stack %s', async (stack, recorded) => {
    const text = json.render(auditReport(policy, [await recorded.audit(policy)]));
    const again = json.render(auditReport(policy, [await recorded.audit(policy)]));
    expect(again).toBe(text);
    await expect(text).toMatchFileSnapshot(`../golden/${stack}.report.json`);
  });
});
