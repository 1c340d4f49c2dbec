import { describe, expect, it } from 'vitest';
import type { Chain } from '../../src/model/chain.ts';
import type { ChainReport } from '../../src/model/report.ts';
import { claim } from '../stacks/assessed.ts';
import { auditDay, recordedChains, shippedPolicy } from './recorded-audits.ts';
import { auditChain } from '../../src/audit/index.ts';

const chains = await recordedChains();
const policy = await shippedPolicy('l2beat-2025');

async function audited(id: string, claims: Chain['claims'] = {}): Promise<ChainReport> {
  const found = chains.find(({ chain }) => chain.id === id);
  if (found === undefined) throw new Error(`${id} is not recorded`);
  const chain = { ...found.chain, claims: { ...found.chain.claims, ...claims } };
  return auditChain({ chain, policy, now: auditDay, readerOf: found.readerOf });
}

const valueOf = ({ facts }: ChainReport, name: string) => {
  const fact = facts[name];
  return fact === undefined || 'unknown' in fact ? undefined : fact.value;
};
const windowOf = ({ dimensions }: ChainReport) =>
  dimensions.find(({ dimension }) => dimension === 'exit-window')?.answer;

describe('the delay of an announced change', () => {
  it('is nothing where a council acts only together with a foundation, whatever its liveness fallback waits', async () => {
    for (const id of ['optimism', 'ink']) {
      const report = await audited(id);
      expect(valueOf(report, 'council.proper')).toBe(true);
      expect(valueOf(report, 'exit.delay.seconds')).toBe(0);
      expect(windowOf(report)).toEqual({ value: 'None', sentiment: 'bad' });
    }
  });

  it('is that of the other path where a council can act by itself', async () => {
    const report = await audited('starknet');
    expect(valueOf(report, 'exit.delay.seconds')).toBe(8 * 86_400);
    expect(windowOf(report)).toEqual({ value: '7d', sentiment: 'warning' });
  });
});

describe('outsiders', () => {
  const closed = ({ findings }: ChainReport) => findings.find(({ rule }) => rule === 'others/challengers')?.outcome;

  it('are those whom somebody vouches for; without them a list of challengers is closed', async () => {
    const report = await audited('morph');
    expect(valueOf(report, 'proof.challengers')).toBe(31);
    expect(valueOf(report, 'proof.challengers.outside')).toBe(0);
    expect(closed(report)).toBe('fail');
  });

  it('count as many as are vouched for, while the claim stands', async () => {
    const vouched = claim(9);
    expect(closed(await audited('morph', { 'proof.challengers.outside': vouched }))).toBe('pass');
    const expired = { ...vouched, expires: '2026-01-01' };
    expect(closed(await audited('morph', { 'proof.challengers.outside': expired }))).toBe('unknown');
  });

  it('of a committee that lists nobody are none, so it is too small whatever its size', async () => {
    for (const id of ['sorare', 'apex', 'immutablex']) {
      const report = await audited(id);
      expect(valueOf(report, 'data.committee.members')).toBeUndefined();
      expect(report.findings.find(({ rule }) => rule === 'others/committee-size')?.outcome).toBe('fail');
    }
  });
});
