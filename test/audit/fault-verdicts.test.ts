import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { ChainReport } from '../../src/model/report.ts';
import type { Policy } from '../../src/model/rule.ts';
import { accounts, startAnvil, type Anvil } from '../devnet/anvil.ts';
import { startFaultProxy, type FaultProxy } from '../devnet/fault-proxy.ts';
import { deployTimelock, deployTransparent } from '../devnet/openzeppelin.ts';
import { deploySafe } from '../devnet/safe.ts';
import { faults } from '../evidence/faults.ts';
import { hasty } from '../evidence/rig.ts';
import { entry } from '../stacks/assessed.ts';
import { improves } from './improves.ts';
import { auditDay, shippedPolicy } from './recorded-audits.ts';

/** No audit may take longer, whatever the node does. */
const longestMs = 25_000;
const day = 86_400;

let node: Anvil;
let proxy: FaultProxy;
let policy: Policy;
let truth: ChainReport;
let audit: () => Promise<ChainReport>;
const matrix: string[] = [];

/** A bridge whose code a real Safe changes, two of three through a timelock of ten days: slots, calls, code and the logs of roles. */
beforeAll(async () => {
  node = await startAnvil();
  const safe = await deploySafe(node, { owners: accounts.slice(1, 4), threshold: 2 });
  const timelock = await deployTimelock(node, { minDelaySeconds: 10 * day, proposers: [safe.address] });
  const { proxy: bridge } = await deployTransparent(node, timelock.address);
  proxy = await startFaultProxy(node.url);
  policy = await shippedPolicy('full-faith');
  const chain = entry({ stack: 'generic', contracts: { Bridge: bridge.address } });
  audit = async () => {
    const { fault } = proxy;
    proxy.fault = {};
    const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: hasty });
    proxy.fault = fault;
    return auditChain({ chain, policy, now: auditDay, readerOf: () => reader });
  };
  truth = await audit();
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await node.stop();
  console.log(['', 'faults and verdicts: = the same, < worse or wider', ...matrix].join('\n'));
});

it('without a fault two keys of three change the bridge, after ten days', () => {
  const upgrade = truth.powers.find(({ id }) => id === 'upgrade-bridge');
  expect(upgrade).toMatchObject({ frontier: [{ size: 2, delaySeconds: 10 * day, exact: true }], unresolved: [] });
  expect(truth.evidence.failed).toEqual([]);
});

describe('a verdict is the right one, or worse with the reason named, never better and never late', () => {
  it.each(faults)('$name', { timeout: longestMs + 5000 }, async ({ name, right, fault }) => {
    proxy.fault = fault();
    const start = performance.now();
    const report = await audit();
    expect(performance.now() - start).toBeLessThan(longestMs);
    const isSame = JSON.stringify(judgedOf(report)) === JSON.stringify(judgedOf(truth));
    matrix.push(`${isSame ? '=' : '<'} ${report.evidence.failed.length}/${report.evidence.reads} failed  ${name}`);

    expect(improves(report, truth, policy)).toBe(false);
    if (right === 'all') expect(isSame).toBe(true);
    if (!isSame) expect(report.evidence.failed.length).toBeGreaterThan(0);
    for (const { reason } of report.evidence.failed) expect(reason).toMatch(/\S/);
  });
});

function judgedOf({ credit, guarantees, facts, powers }: ChainReport) {
  return { credit, guarantees, facts, powers };
}
