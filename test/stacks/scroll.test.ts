import { describe, expect, it } from 'vitest';
import { scroll } from '../../src/stacks/scroll/index.ts';
import { answeringAlso } from './extra-answers.ts';
import { assessRecorded, recordedReader, recordedReads } from './recorded.ts';
import { callId } from './read-ids.ts';

const day = 86_400;
const chain = '0xa13BAF47339d63B743e7Da8741db5456DAc1E556';
const gateway = '0x72CAcBcfDe2d1e19122F8A36a4d6676cd39d7A5d';
const config = '0x8432728A257646449245558B8b7Dbe51A16c7a4D';
const verifiers = '0x4CEA3E866e7c57fD75CB0CA3E9F5f1151D4Ead3F';
const council = '1:0x1a37bF1Ccbf570C92FE2239FefaaAF861c2924DD';

describe('Scroll in May 2025, as recorded', () => {
  it('is proved by SNARKs, has its data on Ethereum, and lets users out alone after seven days', async () => {
    const found = await assessRecorded('scroll', scroll);
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.variant')).toBe('SN');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
    expect(found.fact('inclusion.enabled')).toBe(true);
    expect(found.fact('inclusion.seconds')).toBe(7 * day);
    expect(found.fact('exit.alone')).toBe(true);
    expect(found.fact('pause.active')).toBe(false);
  });

  it('counts the four owners of its multisigs 1 (1/4) and 2 (2/4) once: two keys pause, at once', async () => {
    const found = await assessRecorded('scroll', scroll);
    const [first, second] = [
      '1:0x1FF1fc1BB4d1f081f6E0a7E7E3240F3ECC5B236f',
      '1:0xbdA143d49da40C2cDA27c40edfBbe8A0D4AE0cBc',
    ];
    const owners = [first, second].map((id) => found.bodies.get(id as string)?.authority);
    expect(owners[0]).toMatchObject({ kind: 'threshold', k: 1 });
    expect(owners[1]).toMatchObject({ kind: 'threshold', k: 2 });
    const setOf = (body: unknown) => JSON.stringify((body as { of: { id: string }[] }).of.map(({ id }) => id).sort());
    expect(setOf(owners[0])).toBe(setOf(owners[1]));
    for (const id of ['pause-withdrawals', 'pause-batches', 'close-forced-inclusion', 'revert-batches']) {
      expect(found.frontier(id)).toMatchObject([{ delaySeconds: 0, size: 2 }]);
    }
  });

  it('takes the shortest of the four timelocks that may make a call, and only of those', async () => {
    const found = await assessRecorded('scroll', scroll);
    // Code and verifiers: the council at once, although its other timelock takes three days.
    for (const id of ['upgrade-scroll-chain', 'replace-verifier', 'leave-enforced-mode']) {
      const [fastest, ...slower] = found.frontier(id);
      expect(fastest).toMatchObject({ delaySeconds: 0, size: 9, exact: true });
      expect(fastest?.bodies).toContainEqual({ id: council, quorum: 9, of: 12 });
      expect(slower).toEqual([]);
    }
    // Delays and token mappings: three of five after a day; nobody who acts at once may.
    for (const id of ['raise-enforced-delays', 'throttle-messages', 'remap-tokens-b2b10a']) {
      expect(found.frontier(id)).toMatchObject([{ delaySeconds: day, size: 3 }]);
    }
    // What no role was given, the administrators grant themselves: the council after three days.
    expect(found.frontier('remap-tokens-67260a')).toMatchObject([{ delaySeconds: 3 * day, size: 9 }]);
  });

  it('reads the chain’s own side: nine of the twelve there replace its messenger at once', async () => {
    const found = await assessRecorded('scroll', scroll);
    const [fastest] = found.frontier('upgrade-l2-scroll-messenger');
    expect(fastest).toMatchObject({ delaySeconds: 0, size: 9 });
    expect(found.frontier('replace-l2-messenger')[0]?.delaySeconds).toBe(3 * day);
  });

  it('does not know who owns the chain’s own side when it is not read', async () => {
    const found = await assessRecorded('scroll', scroll, { without: [534_352] });
    expect(found.power('upgrade-l2-contracts').authority).toMatchObject({ kind: 'unresolved' });
  });
});

describe('a read that Scroll’s facts rest on and that fails', () => {
  it.each([
    ['proof.enforced', callId(verifiers, 'function latestVerifier(uint256)', [7n])],
    ['proof.enforced', callId(verifiers, 'function legacyVerifiersLength(uint256)', [7n])],
    ['inclusion.enabled', callId(gateway, 'function paused()')],
    ['exit.alone', callId(gateway, 'function paused()')],
    ['inclusion.seconds', callId(config, 'function enforcedBatchParameters()')],
    ['inclusion.mechanism', callId(chain, 'function isEnforcedModeEnabled()')],
    ['pause.active', callId(chain, 'function paused()')],
    ['state.posted', callId(chain, 'function lastFinalizedBatchIndex()')],
  ])('leaves %s unknown', async (fact, lost) => {
    expect(recordedReads('scroll')).toContain(lost);
    const found = await assessRecorded('scroll', scroll, { lost });
    expect(found.fact(fact)).toMatch(/^\? .*lost by the test/);
  });

  it('of who may call makes the call anybody’s', async () => {
    const owner = '0x798576400f7d662961ba15c6b3f3d813447a26a6';
    const grants = recordedReads('scroll').find((id) => id.startsWith(`1/logs/${owner}/0xab811694`));
    expect(grants).toBeDefined();
    const found = await assessRecorded('scroll', scroll, { lost: grants as string });
    expect(found.frontier('replace-verifier')[0]).toMatchObject({ delaySeconds: 0, size: 1 });
  });
});

describe('Scroll is recognised', () => {
  const [router, ethGateway] = [
    '0xF8B1378579659D8F7EE5f3C929c2f3E332E41Fd6',
    '0x7F2b8C31F88B6006c382775eea88297Ec1e3E905',
  ] as const;
  const messenger = '0x6774Bcbd5ceCeF1336b5300fb5186a12DDD8b367';

  it.each([router, ethGateway])('from a gateway or the router, which leads to all gateways', async (address) => {
    const reader = answeringAlso(recordedReader('scroll'), [
      { of: ethGateway, view: 'function router() view returns (address)', value: router },
      { of: ethGateway, view: 'function messenger() view returns (address)', value: messenger },
      { of: messenger, view: 'function rollup() view returns (address)', value: chain },
    ]);
    const contracts = { ScrollChain: chain, L1GatewayRouter: router };
    expect(await scroll.recognise(reader, address)).toMatchObject({
      status: 'known',
      value: { chainId: 534_352, contracts },
    });
  });

  it('not from a Safe', async () => {
    const safe = '0x1FF1fc1BB4d1f081f6E0a7E7E3240F3ECC5B236f';
    expect(await scroll.recognise(recordedReader('scroll'), safe)).toMatchObject({ status: 'known', value: null });
  });
});
