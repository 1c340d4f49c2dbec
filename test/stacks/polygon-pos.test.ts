import { describe, expect, test } from 'vitest';
import { polygonPos } from '../../src/stacks/polygon-pos/index.ts';
import { assessRecorded, recordedReads } from './recorded.ts';

const id = 'polygon-pos';

describe('as recorded', () => {
  test('its states are signed by validators, and nobody leaves without them', async () => {
    const found = await assessRecorded(id, polygonPos);
    expect(found.fact('proof.kind')).toBe('none');
    expect(found.fact('proof.enforced')).toBe(false);
    expect(found.fact('data.network')).toBe('validators');
    expect(found.fact('inclusion.mechanism')).toBe('enqueue');
    expect(found.fact('exit.mechanism')).toBe('validators');
    expect(found.fact('exit.alone')).toBe(false);
  });

  test('one multisig behind a timelock without delay changes the code of the bridge', async () => {
    const found = await assessRecorded(id, polygonPos);
    const [fastest] = found.frontier('upgrade-root-chain');
    expect(fastest).toMatchObject({ delaySeconds: 0, size: 5 });
    expect(found.contracts.map(({ role }) => role)).toEqual(
      expect.arrayContaining([
        'RootChain',
        'StakeManager',
        'DepositManager',
        'WithdrawManager',
        'StateSender',
        'escrow',
      ]),
    );
  });

  test('who administers the token bridge was not published', async () => {
    const found = await assessRecorded(id, polygonPos);
    expect(JSON.stringify(found.power('redirect-token-bridge').authority)).toContain('unresolved');
  });

  test('a read that is lost makes no fact better', async () => {
    const reads = recordedReads(id).filter((one) => /0x86e4dc95|0x33a02e6c|0xa0c68c63/.test(one));
    expect(reads.length).toBeGreaterThan(10);
    for (const lost of reads) {
      const found = await assessRecorded(id, polygonPos, { lost });
      expect(['none', '?']).toContain(String(found.fact('proof.kind')).replace(/^\?.*/, '?'));
      expect(found.fact('exit.alone')).not.toBe(true);
      expect(found.power('sign-checkpoints').authority.kind).toBe('unresolved');
    }
  });
});
