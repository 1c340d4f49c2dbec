import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generic } from '../../src/stacks/generic.ts';
import { type Anvil, startAnvil } from '../devnet/anvil.ts';
import { deployOpStack, type OpStack } from '../devnet/op-stack.ts';
import { assessOn, entry } from './assessed.ts';
import { assessRecorded, recordedReads } from './recorded.ts';

describe('a bridge that roles control, as recorded', () => {
  const id = 'eclipse';

  test('nothing judges its states, and nobody can leave alone', async () => {
    const found = await assessRecorded(id, generic);
    expect(found.fact('proof.kind')).toBe('none');
    expect(found.fact('proof.enforced')).toBe(false);
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.fact('inclusion.mechanism')).toBe('none');
    expect(found.fact('data.attested')).toBe(false);
    expect(found.fact('host.is.ethereum')).toBe(true);
  });

  test('whoever holds any role of the bridge is reported to be able to do anything', async () => {
    const found = await assessRecorded(id, generic);
    const [fastest] = found.frontier('privileges-bridge-2b08d7');
    expect(fastest).toMatchObject({ delaySeconds: 0, size: 1 });
    expect(found.power('privileges-bridge-2b08d7').authority.kind).toBe('any');
    expect(found.power('release-deposits').authority.kind).toBe('unresolved');
  });

  test('a read that is lost makes nothing better', async () => {
    const whole = await assessRecorded(id, generic);
    const order = ['none', 'unknown'];
    for (const lost of recordedReads(id)) {
      const found = await assessRecorded(id, generic, { lost });
      const kind = String(found.fact('proof.kind'));
      expect(order).toContain(kind.startsWith('?') ? 'unknown' : kind);
      expect(found.fact('exit.alone')).not.toBe(true);
      for (const { id: name } of whole.powers) {
        const left = found.powers.some((one) => one.id === name)
          ? found.frontier(name)
          : found.frontier('release-deposits');
        expect(left[0]?.delaySeconds).toBe(0);
        expect(left[0]?.size).toBeLessThanOrEqual(whole.frontier(name)[0]?.size ?? 0);
      }
    }
  });
});

describe('a bridge whose code asks a proof system', () => {
  let node: Anvil;
  let op: OpStack;
  beforeAll(async () => {
    node = await startAnvil();
    op = await deployOpStack(node);
  });
  afterAll(() => node.stop());

  test('leaves open whether its states are judged, and says who can change it', async () => {
    const chain = entry({ stack: 'generic', contracts: { Bridge: op.portal.address } });
    const found = await assessOn(node, generic, chain);
    expect(found.fact('proof.kind')).toMatch(/^\? .*not known/);
    expect(found.fact('exit.alone')).toMatch(/^\? /);
    // Both Safes that own the owner's Safe.
    expect(found.frontier('upgrade-bridge')[0]?.size).toBeGreaterThan(1);
  });

  test('is never recognised by itself', async () => {
    const recognised = await generic.recognise({} as never, op.portal.address);
    expect(recognised).toMatchObject({ status: 'known', value: null });
  });
});
