import { describe, expect, it } from 'vitest';
import { morph } from '../../src/stacks/morph/index.ts';
import { answeringAlso, type ExtraAnswer } from './extra-answers.ts';
import { callId } from './read-ids.ts';
import { assessRecorded, recordedReader, recordedReads } from './recorded.ts';

const rollup = '0x759894Ced0e6af42c26668076Ffa84d02E3CeF60';
const staking = '0x0Dc417F8AF88388737c5053FF73f345f080543F7';
const verifiers = '0x5d1584c27b4aD233283c6da1ca1B825d6f220EC1';
const challenger = '0x77B29534738E3F0F297d36635d7884965C7c8cE1';
const multisig = '1:0xB822319ab7848b7cC4537c8409e50f85BFb04377';
const day = 86_400;
const period = 'function finalizationPeriodSeconds()';

describe('Morph in May 2025, as recorded', () => {
  it('is proved on demand of a listed challenger, within two days', async () => {
    const found = await assessRecorded('morph', morph);
    expect(found.fact('proof.kind')).toBe('optimistic-validity');
    expect(found.fact('proof.variant')).toBe('1R-ZK');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('proof.challenge.permissionless')).toBe(false);
    expect(found.fact('proof.challengers')).toBe(31);
    expect(found.fact('proof.challenge.seconds')).toBe(2 * day);
    expect(found.fact('data.location')).toBe('ethereum');
  });

  it('has no way past those who post batches', async () => {
    const found = await assessRecorded('morph', morph);
    expect(found.fact('inclusion.mechanism')).toBe('none');
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.exit.finish).toMatchObject([
      { name: 'challenge', seconds: { value: 2 * day } },
      { name: 'proof', seconds: { value: 3 * day } },
    ]);
  });

  it('lets one of its seven stakers finalise any state that no challenger doubts', async () => {
    const found = await assessRecorded('morph', morph);
    expect(found.frontier('propose-state')).toMatchObject([{ delaySeconds: 2 * day, size: 1, alternatives: 7 }]);
    const [veto] = found.power('propose-state').vetoes;
    expect(veto).toMatchObject({ kind: 'any' });
    expect(veto?.kind === 'any' && veto.of.length).toBe(31);
    expect(found.frontier('withhold-batches')).toMatchObject([{ delaySeconds: 0, size: 7 }]);
  });

  it('lets five of eight remove the challengers, undo batches and stop withdrawals, at once', async () => {
    const found = await assessRecorded('morph', morph);
    for (const id of ['weaken-challenges', 'revert-batches', 'pause-withdrawals', 'replace-verifier']) {
      expect(found.frontier(id)).toMatchObject([
        { delaySeconds: 0, size: 5, bodies: [{ id: multisig, quorum: 5, of: 8 }] },
      ]);
    }
    expect(found.frontier('upgrade-rollup')).toMatchObject([{ delaySeconds: 0, size: 5 }]);
  });
});

describe('a read that Morph’s facts rest on and that fails', () => {
  it.each([
    ['proof.challenge.seconds', callId(rollup, period)],
    ['proof.challengers', callId(rollup, 'function isChallenger(address)', [challenger])],
    ['proof.enforced', callId(verifiers, 'function latestVerifier(uint256)', [2n])],
    ['pause.active', callId(rollup, 'function paused()')],
    ['state.posted', callId(rollup, 'function lastFinalizedBatchIndex()')],
  ])('leaves %s unknown', async (fact, lost) => {
    expect(recordedReads('morph')).toContain(lost);
    expect((await assessRecorded('morph', morph, { lost })).fact(fact)).toMatch(/^\? .*lost by the test/);
  });

  it('of the period leaves no delay before a wrong state counts', async () => {
    const found = await assessRecorded('morph', morph, { lost: callId(rollup, period) });
    expect(found.frontier('propose-state')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('of the stakers lets anybody propose and withhold', async () => {
    const found = await assessRecorded('morph', morph, { lost: callId(staking, 'function getActiveStakers()') });
    for (const id of ['propose-state', 'withhold-batches']) {
      expect(found.frontier(id)).toMatchObject([{ size: 1 }]);
      expect(found.frontier(id)[0]?.keys.join()).toContain('lost by the test');
    }
  });
});

describe('Morph is recognised', () => {
  const router = '0x7497756ADA7e656aE9f00781aF49Fc0fD08f8A8a';
  const [gateway, messenger] = [
    '0x1C1Ffb5828c3A48B54E8910F1c75256a498aDE68',
    '0xDc71366EFFA760804DCFC3EDF87fa2A6f1623304',
  ] as const;
  const idOf = 'function LAYER_2_CHAIN_ID() view returns (uint64)';
  const bridge: readonly ExtraAnswer[] = [
    { of: gateway, view: 'function router() view returns (address)', value: router },
    { of: gateway, view: 'function messenger() view returns (address)', value: messenger },
    { of: messenger, view: 'function rollup() view returns (address)', value: rollup },
    { of: staking, view: 'function rollupContract() view returns (address)', value: rollup },
  ];

  it.each([
    [rollup, { Rollup: rollup }],
    [messenger, { Rollup: rollup }],
    [staking, { Rollup: rollup }],
    [gateway, { Rollup: rollup, L1GatewayRouter: router }],
    [router, { Rollup: rollup, L1GatewayRouter: router }],
  ] as const)('from %s', async (address, contracts) => {
    const reader = answeringAlso(recordedReader('morph'), [...bridge, { of: rollup, view: idOf, value: 2818n }]);
    expect(await morph.recognise(reader, address)).toMatchObject({
      status: 'known',
      value: { chainId: 2818, contracts },
    });
  });

  it('without a chain id where the rollup says that of its host', async () => {
    const reader = answeringAlso(recordedReader('morph'), [{ of: rollup, view: idOf, value: 1n }]);
    expect(await morph.recognise(reader, rollup)).toMatchObject({ value: { chainId: null } });
  });
});
