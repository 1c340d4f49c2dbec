import { describe, expect, it } from 'vitest';
import { createResolver } from '../../../src/authority/create-resolver.ts';
import { bodyId } from '../../../src/model/authority.ts';
import { type StubContract, stubReader } from '../stub-reader.ts';
import { someone } from '../stub-resolved.ts';

// A stand-in: Taiko's DelegateOwner is not on npm.
const [delegate, remote, admin] = [someone(1), someone(2), someone(3)];
const l2 = 167;

const contract: StubContract = {
  answers: [
    { view: 'function remoteOwner() view returns (address)', value: remote },
    { view: 'function remoteChainId() view returns (uint64)', value: 1n },
    { view: 'function admin() view returns (address)', value: admin },
    // It owns itself.
    { view: 'function owner() view returns (address)', value: delegate },
  ],
};

async function resolve(host: boolean) {
  const there = stubReader({ [delegate]: contract }, l2);
  const ethereum = host ? stubReader({}) : undefined;
  const resolver = createResolver(there, (chainId) => (chainId === 1 ? ethereum : undefined));
  resolver.resolve(delegate);
  return (await resolver.settle()).get(bodyId(l2, delegate));
}

describe('a DelegateOwner', () => {
  it('does what its owner on the other chain says, or its admin', async () => {
    const body = await resolve(true);
    expect(body?.kind).toBe('delegate-owner');
    expect(body?.authority).toEqual({
      kind: 'any',
      of: [
        { kind: 'body', id: `1:${remote}` },
        { kind: 'body', id: `${l2}:${admin}` },
      ],
    });
  });

  it('is anybody’s where there is no evidence of that chain', async () => {
    const body = await resolve(false);
    expect(body?.authority).toMatchObject({ kind: 'any', of: [{ kind: 'unresolved' }, { kind: 'body' }] });
  });
});
