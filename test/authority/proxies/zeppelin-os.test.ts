import { keccak256, pad, toBytes } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { someone, upgradeStub } from '../stub-resolved.ts';

// A stand-in: the proxies of ZeppelinOS are not on npm any more.
const [proxy, logic, ann] = [someone(1), someone(2), someone(3)];
const implementationSlot = keccak256(toBytes('org.zeppelinos.proxy.implementation'));
const ownerSlot = keccak256(toBytes('org.zeppelinos.proxy.owner'));

const code: StubContract = { answers: [{ view: 'function version() view returns (string)', value: '3' }] };
const owned = (more: Partial<StubContract> = {}): StubContract => ({
  answers: [{ view: 'function proxyOwner() view returns (address)', value: ann }],
  silent: ['function transferProxyOwnership(address)'],
  slots: { [implementationSlot]: pad(logic), [ownerSlot]: pad(ann) },
  ...more,
});
const upgrade = (of: StubContract, lost?: Parameters<typeof upgradeStub>[2]) =>
  upgradeStub({ [proxy]: of, [logic]: code }, proxy, lost);

describe('a proxy of ZeppelinOS', () => {
  it('is changed at once by the owner in its slot', async () => {
    const { kind, frontier } = await upgrade(owned());
    expect(kind).toBe('zeppelin-os');
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, keys: [`1:${ann}`] }]);
  });

  it('is not told by its functions alone', async () => {
    expect((await upgrade(owned({ slots: {} }))).kind).toBeUndefined();
    expect((await upgrade(owned({ silent: [] }))).kind).toBeUndefined();
  });

  it('may be anybody’s where a slot is not read', async () => {
    const { kind, frontier } = await upgrade(
      owned(),
      (request) => request.kind === 'slot' && request.slot === ownerSlot,
    );
    expect(kind).toContain('lost by the test');
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });
});
