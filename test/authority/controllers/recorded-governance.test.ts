import { beforeAll, describe, expect, it } from 'vitest';
import type { ChainReport } from '../../../src/model/report.ts';
import { recordedChains, shippedPolicy } from '../../audit/recorded-audits.ts';

// These contracts are in no npm package: they are read from the shipped recording of the chain that runs them.
describe("the governance of a rollup on another chain's bridge", () => {
  let report: ChainReport;
  beforeAll(async () => {
    const recorded = (await recordedChains()).find(({ chain }) => chain.id === 'arbitrum');
    if (recorded === undefined) throw new Error('no recording');
    report = await recorded.audit(await shippedPolicy('full-faith'));
  });

  it('bridged-timelock: waits its delay after the message, which waits for the challenge period', () => {
    const timelock = report.bodies.find(({ kind }) => kind === 'bridged-timelock');
    expect(timelock?.parameters).toEqual({ delaySeconds: 259_200, messageSeconds: 549_816, governedFrom: 42_161 });
    const text = JSON.stringify(timelock?.authority);
    expect(text).toContain('"kind":"after","seconds":259200');
    expect(text).toContain('"kind":"after","seconds":549816');
  });

  it('council-elections: stands for whoever can change the council, on the other chain', () => {
    const elections = report.bodies.find(({ kind }) => kind === 'council-elections');
    expect(elections?.chainId).toBe(42_161);
    expect(elections?.authority.kind).toBe('any');
  });
});
