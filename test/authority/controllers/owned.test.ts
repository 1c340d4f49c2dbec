import { type Address, getAddress, zeroAddress, zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../../src/authority/create-resolver.ts';
import { type StubContract, stubReader } from '../stub-reader.ts';

const on = getAddress('0x00000000000000000000000000000000000000a1');
const owner = getAddress('0x00000000000000000000000000000000000000a2');
const next = getAddress('0x00000000000000000000000000000000000000a3');

const views = {
  owner: 'function owner() view returns (address)',
  pendingOwner: 'function pendingOwner() view returns (address)',
  hasRole: 'function hasRole(bytes32, address) view returns (bool)',
  roleAdmin: 'function getRoleAdmin(bytes32) view returns (bytes32)',
};
const body = (address: Address) => ({ kind: 'body', id: `1:${address}` });

async function resolve(contract: StubContract | null, address = on) {
  const contracts = contract === null ? {} : { [on]: contract };
  const resolver = createResolver(stubReader(contracts), () => undefined);
  resolver.resolve(address);
  const bodies = await resolver.settle();
  return bodies.get(`1:${address}`);
}

describe('eoa', () => {
  it('is an address without code', async () => {
    const found = await resolve(null);
    expect(found).toMatchObject({ kind: 'eoa', authority: { kind: 'key', id: `1:${on}` } });
  });

  it('is not the zero or the burn address, to which nobody has a key', () => {
    const resolver = createResolver(stubReader({}), () => undefined);
    expect(resolver.resolve(zeroAddress)).toEqual({ kind: 'nobody' });
    expect(resolver.resolve('0x000000000000000000000000000000000000dEaD')).toEqual({ kind: 'nobody' });
  });
});

describe('ownable', () => {
  it('obeys its owner', async () => {
    const found = await resolve({ answers: [{ view: views.owner, value: owner }] });
    expect(found).toMatchObject({ kind: 'ownable', authority: body(owner) });
  });

  it('obeys nobody once its ownership was renounced', async () => {
    const found = await resolve({ answers: [{ view: views.owner, value: zeroAddress }] });
    expect(found?.authority).toEqual({ kind: 'nobody' });
  });

  it('obeys also an owner who only has to accept', async () => {
    const answers = [
      { view: views.owner, value: owner },
      { view: views.pendingOwner, value: next },
    ];
    expect((await resolve({ answers }))?.authority).toEqual({ kind: 'any', of: [body(owner), body(next)] });
  });
});

describe('access-control', () => {
  it('obeys the holders of its default admin role', async () => {
    const answers = [
      { view: views.hasRole, args: [zeroHash, owner], value: true },
      { view: views.roleAdmin, value: zeroHash },
    ];
    const found = await resolve({ answers, grants: [{ role: zeroHash, account: owner }] });
    expect(found).toMatchObject({ kind: 'access-control', authority: body(owner) });
  });
});
