import { describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { withCurrentClaims } from '../../src/audit/current-claims.ts';
import type { ChainReport } from '../../src/model/report.ts';
import { claim, entry } from '../stacks/assessed.ts';
import { auditDay, recordedChains, shippedPolicy } from './recorded-audits.ts';

const policy = await shippedPolicy('full-faith');
const optimism = (await recordedChains()).find(({ chain }) => chain.id === 'optimism');

/** OP Mainnet as recorded, on a day in 2026; what is claimed of its data is said until then. */
async function auditedUntil(expires: string): Promise<ChainReport> {
  if (optimism === undefined) throw new Error('there is no recording of optimism');
  const { chain, readerOf } = optimism;
  const claims = { ...chain.claims, 'data.location': { ...claim('ethereum'), expires } };
  return auditChain({ chain: { ...chain, claims }, policy, now: auditDay, readerOf });
}

describe('a claim that has expired', () => {
  it('makes its fact unknown, and no level better', async () => {
    const [standing, over] = [await auditedUntil('2027-01-01'), await auditedUntil('2026-11-21')];
    expect(standing.facts['data.location']).toMatchObject({ value: 'ethereum' });
    expect(over.facts['data.location']).toMatchObject({ unknown: expect.stringContaining('expired') });
    expect(over.facts['data.attested']).toHaveProperty('unknown');
    expect([standing.credit.worst, over.credit.worst]).toEqual(['multisig-mediated', 'separate-chain']);
    expect(over.powers.map(({ id }) => id)).toContain('withhold-data');
  });

  it('is no longer made, and its name is kept: it is not its contrary', () => {
    const of = {
      stack: 'op-stack',
      contracts: {},
      claims: { 'node.source': { ...claim(true), expires: '2026-06-30' } },
    };
    const [last, next] = ['2026-06-30', '2026-07-01'].map((day) => withCurrentClaims(entry(of), day));
    expect(last).toMatchObject({ claims: { 'node.source': { value: true } }, expiredClaims: [] });
    expect(next).toMatchObject({ claims: {}, expiredClaims: ['node.source'] });
  });
});
