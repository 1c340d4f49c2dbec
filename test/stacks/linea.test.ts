import { describe, expect, it } from 'vitest';
import { linea } from '../../src/stacks/linea/index.ts';
import { answeringAlso } from './extra-answers.ts';
import { callId } from './read-ids.ts';
import { assessRecorded, recordedReader, recordedReads } from './recorded.ts';

const rollup = '0xd19d4B5d358258f05D7B411E21A1460D11B0876F';
const bridge = '0x051F1D88f0aF5763fB888eC4378b4D8B29ea3319';
const multisig = '1:0x892bb7EeD71efB060ab90140e7825d8127991DD3';
/** The member of Zodiac's Roles that may pause the rollup. */
const pauser = '1:0x453B3A4b4d64B4E6f472A306c3D4Fc318C34bbA8';

describe('Linea in May 2025, as recorded', () => {
  it('is proved by SNARKs, has its data on Ethereum, and forces nothing in', async () => {
    const found = await assessRecorded('linea', linea);
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.variant')).toBe('SN');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('inclusion.mechanism')).toBe('none');
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.fact('exit.mechanism')).toBe('none');
    expect(found.fact('pause.active')).toBe(false);
  });

  it('lets four of eight do everything at once: the timelock has no delay', async () => {
    const found = await assessRecorded('linea', linea);
    for (const id of [
      'upgrade-linea-rollup',
      'upgrade-bridged-tokens',
      'replace-verifier',
      'throttle-withdrawals',
      'reroute-token-bridge',
    ]) {
      expect(found.frontier(id)).toMatchObject([
        { delaySeconds: 0, size: 4, bodies: [{ id: multisig, quorum: 4, of: 8 }] },
      ]);
    }
  });

  it('lets one member of a role of the multisig pause the rollup, and neither the bridge nor anything else', async () => {
    const found = await assessRecorded('linea', linea);
    expect(found.frontier('pause-withdrawals')).toMatchObject([{ delaySeconds: 0, size: 1, keys: [pauser] }]);
    expect(found.frontier('pause-token-bridge')).toMatchObject([{ size: 4 }]);
  });

  it('lets its two operators withhold everything together, and each give another history for unproved data', async () => {
    const found = await assessRecorded('linea', linea);
    expect(found.frontier('withhold-finalisation')).toMatchObject([{ size: 2 }]);
    expect(found.frontier('abandon-data')).toMatchObject([{ size: 1, alternatives: 2 }]);
  });

  it('makes a withdrawal wait for a period of its rate limit', async () => {
    const found = await assessRecorded('linea', linea);
    expect(found.exit.finish).toMatchObject([{ name: 'rate limit', seconds: { status: 'known', value: 86_400 } }]);
  });

  it('is not known on its own side', async () => {
    const found = await assessRecorded('linea', linea);
    expect(found.power('upgrade-l2-contracts').authority).toMatchObject({ kind: 'unresolved' });
  });
});

describe('a read that Linea’s facts rest on and that fails', () => {
  const verifierOf = 'function verifiers(uint256)';
  const isPaused = 'function isPaused(uint8)';
  it.each([
    ['proof.enforced', callId(rollup, verifierOf, [0n])],
    ['proof.kind', callId(rollup, verifierOf, [7n])],
    ['proof.enforced', callId(rollup, verifierOf, [9n])],
    ['pause.active', callId(rollup, isPaused, [3])],
    ['pause.active', callId(bridge, isPaused, [8])],
  ])('leaves %s unknown', async (fact, lost) => {
    expect(recordedReads('linea')).toContain(lost);
    expect((await assessRecorded('linea', linea, { lost })).fact(fact)).toMatch(/^\? .*lost by the test/);
  });

  it('of the period leaves the way out without an end', async () => {
    const lost = callId(rollup, 'function periodInSeconds()');
    const found = await assessRecorded('linea', linea, { lost });
    expect(found.exit.finish[0]?.seconds.status).toBe('unknown');
  });

  it('of the logs of the module makes everything anybody’s', async () => {
    const module = '0xf24f1dc519d88246809b660eb56d94048575d083';
    const logs = recordedReads('linea').filter((id) => id.startsWith(`1/logs/${module}/`));
    expect(logs).toHaveLength(8);
    const found = await assessRecorded('linea', linea, { lost: logs[0] as string });
    expect(found.frontier('upgrade-linea-rollup')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });
});

describe('Linea is recognised', () => {
  const reader = answeringAlso(recordedReader('linea'), [
    { of: bridge, view: 'function messageService() view returns (address)', value: rollup },
    { of: bridge, view: 'function targetChainId() view returns (uint256)', value: 59_144n },
  ]);

  it('from its token bridge, with its chain id', async () => {
    const contracts = { LineaRollup: rollup, TokenBridge: bridge };
    expect(await linea.recognise(reader, bridge)).toMatchObject({
      status: 'known',
      value: { chainId: 59_144, contracts },
    });
  });

  it('from its rollup, which names neither its bridge nor its chain id', async () => {
    const contracts = { LineaRollup: rollup };
    expect(await linea.recognise(reader, rollup)).toMatchObject({
      status: 'known',
      value: { chainId: null, contracts },
    });
  });

  it('not from its multisig', async () => {
    const safe = '0x892bb7EeD71efB060ab90140e7825d8127991DD3';
    expect(await linea.recognise(reader, safe)).toMatchObject({ status: 'known', value: null });
  });
});
