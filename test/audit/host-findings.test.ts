import { describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { hostDimensions, hostFindings } from '../../src/audit/host-findings.ts';
import { credits } from '../../src/audit/judge.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { Chain } from '../../src/model/chain.ts';
import { guarantees } from '../../src/model/guarantee.ts';
import type { ChainReport } from '../../src/model/report.ts';
import { auditDay, recordedChains, shippedPolicy } from './recorded-audits.ts';

const recorded = await recordedChains();
const policy = await shippedPolicy('full-faith');
const rank = (level: string) => policy.levels.findIndex(({ id }) => id === level);

function recordingOf(id: string) {
  const found = recorded.find(({ chain }) => chain.id === id);
  if (found === undefined) throw new Error(`${id} is not recorded`);
  return found;
}

/** The contracts of a recorded chain as they would be on another chain, which settles on Ethereum. */
function movedTo(host: Chain, id: string) {
  const { chain, readerOf } = recordingOf(id);
  const l3: Chain = { ...chain, id: 'l3', host: host.id, settlesOn: host };
  const reader = { ...(readerOf(1) as EvidenceReader), chainId: host.chainId ?? 0 };
  return { l3, reader };
}

describe('a chain that settles on another', () => {
  const host = recordingOf('zora');
  const { l3, reader } = movedTo(host.chain, 'base');

  it('is read on its host, and no guarantee is better than the host’s', async () => {
    const readerOf = (chainId: number) => (chainId === host.chain.chainId ? reader : host.readerOf(chainId));
    const [own, below, report] = await Promise.all([
      recordingOf('base').audit(policy),
      host.audit(policy),
      auditChain({ chain: l3, policy, now: auditDay, readerOf }),
    ]);
    expect(report.bodies.some(({ chainId }) => chainId === host.chain.chainId)).toBe(true);
    expect(rank(below.guarantees.valid.best)).toBeLessThan(rank(own.guarantees.valid.worst));
    for (const one of guarantees) {
      expect(rank(report.guarantees[one].worst)).toBeLessThanOrEqual(rank(below.guarantees[one].worst));
      expect(rank(report.guarantees[one].best)).toBeLessThanOrEqual(rank(below.guarantees[one].best));
    }
    expect(report.findings.filter(({ rule }) => rule === 'settlement/host').map(({ message }) => message)).toContain(
      `Zora, on which the chain settles, is at best ${below.guarantees.valid.best}.`,
    );
  });

  it('is not audited without evidence of its host', async () => {
    const audit = auditChain({ chain: l3, policy, now: auditDay, readerOf: host.readerOf });
    await expect(audit).rejects.toThrow('there is no evidence of Zora for l3');
  });
});

describe('what a host’s verdict means', () => {
  const hosted = (worst: string, best: string) => {
    const credit = { level: worst, worst, best };
    const all = Object.fromEntries(guarantees.map((one) => [one, { ...credit, weakest: null }]));
    return credits(policy, hostFindings({ name: 'Host', guarantees: all } as unknown as ChainReport, policy)).whole;
  };

  it.each([
    ['full-faith', 'full-faith'],
    ['separate-chain', 'separate-chain'],
    ['separate-chain', 'council-backed'],
    ['multisig-mediated', 'full-faith'],
  ])('from %s to %s is the most that a chain without faults can be', (worst, best) => {
    expect(hosted(worst, best)).toEqual({ level: worst, worst, best });
  });
});

describe('a dimension of a chain that settles on a host', () => {
  type Sentiment = 'good' | 'warning' | 'bad';
  const answering = (sentiment: Sentiment | null, value = sentiment ?? '') => [
    { dimension: 'd', answer: sentiment && { value, sentiment }, because: ['proof.kind'] },
  ];
  const composed = (own: Sentiment | null, host: Sentiment | null) => {
    const report = { name: 'Host', dimensions: answering(host) } as unknown as ChainReport;
    return hostDimensions(answering(own), report)[0];
  };

  it.each([
    ['good', 'good', 'good'],
    ['good', 'warning', 'warning (of Host)'],
    ['bad', 'warning', 'bad'],
    ['warning', 'bad', 'bad (of Host)'],
    ['good', null, undefined],
    [null, 'good', undefined],
    [null, 'bad', 'bad (of Host)'],
    ['bad', null, 'bad'],
  ] as const)('that is %s there and %s below is %s', (own, host, value) => {
    expect(composed(own, host)?.answer?.value).toBe(value);
    expect(composed(own, host)?.because).toEqual(['host.is.ethereum', 'proof.kind']);
  });

  it('is open where the host was not audited', () => {
    const unaudited = { name: 'Host', credit: {} } as never;
    expect(hostDimensions(answering('good'), unaudited)[0]?.answer).toBeNull();
  });

  it('is composed in an audit', async () => {
    const host = recordingOf('zora');
    const { l3, reader } = movedTo(host.chain, 'base');
    const readerOf = (chainId: number) => (chainId === host.chain.chainId ? reader : host.readerOf(chainId));
    const stages = await shippedPolicy('l2beat-2025');
    const below = await host.audit(stages);
    const { dimensions } = await auditChain({ chain: l3, policy: stages, now: auditDay, readerOf });
    const ours = dimensions.find(({ dimension }) => dimension === 'state-validation');
    const theirs = below.dimensions.find(({ dimension }) => dimension === 'state-validation');
    expect(theirs?.answer?.sentiment).toBe('bad');
    expect(ours?.answer).toEqual({ ...theirs?.answer, value: `${theirs?.answer?.value} (of Zora)` });
  });
});
