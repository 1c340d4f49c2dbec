import { type Address, keccak256, toBytes, toFunctionSelector, zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';
import { corruption } from '../../../src/authority/solver/solve.ts';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// Stand-ins: the ChainAdmin contracts of era-contracts are not on npm.
const [admin, owner, pricing, restriction] = [1, 2, 3, 4].map(someone) as [Address, Address, Address, Address];
const multicall = 'function multicall((address,uint256,bytes)[], bool) payable';
const setMultiplier = toFunctionSelector('function setTokenMultiplier(uint128, uint128)');
const setFilterer = toFunctionSelector('function setTransactionFilterer(address)');

describe('a chain-admin with an owner', () => {
  const contract: StubContract = {
    answers: [
      { view: 'function owner() view returns (address)', value: owner },
      { view: 'function tokenMultiplierSetter() view returns (address)', value: pricing },
    ],
    silent: [multicall],
  };

  it('is its owner, and for the price of transactions one more', async () => {
    const { body } = await resolveStub({ [admin]: contract }, admin);
    expect(body.kind).toBe('chain-admin');
    const bodies = new Map(
      [owner, pricing].map((one) => [`1:${one}`, { ...body, authority: { kind: 'key', id: `1:${one}` } as const }]),
    );
    const keys = (selector: typeof setMultiplier) => {
      const { authority } = body;
      const found = corruption({
        authority,
        bodies,
        selectors: [selector],
        unresolved: 'hostile',
        provableBug: 'aside',
      });
      return found.flatMap((one) => [...one.keys, one.alternatives]);
    };
    expect(keys(setFilterer)).toEqual([`1:${owner}`, 1]);
    expect(keys(setMultiplier)).toEqual([expect.any(String), 2]);
  });
});

describe('a chain-admin with restrictions', () => {
  const restrictions = 'function getRestrictions() view returns (address[])';
  const contract = (list: readonly Address[]): StubContract => ({
    answers: [{ view: restrictions, value: list }],
    silent: [multicall],
  });

  it('is anybody where nothing restricts it', async () => {
    const { frontier } = await resolveStub({ [admin]: contract([]) }, admin);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 0 }]);
  });

  it('is not known where it is restricted', async () => {
    const { body } = await resolveStub({ [admin]: contract([restriction]) }, admin);
    expect(JSON.stringify(body.authority)).toContain('let through is not known');
  });
});

describe('roles that administer themselves, while nobody holds the default admin role', () => {
  const role = keccak256(toBytes('ADMIN'));
  const contract: StubContract = {
    answers: [
      { view: 'function hasRole(bytes32, address) view returns (bool)', args: [role, owner], value: true },
      { view: 'function getRoleAdmin(bytes32) view returns (bytes32)', args: [role], value: role },
      { view: 'function getRoleAdmin(bytes32) view returns (bytes32)', args: [zeroHash], value: zeroHash },
    ],
    grants: [{ role, account: owner }],
  };
  const chainAdmin = { ...contract, silent: [multicall] };

  it('make a chain-admin whoever holds any of them', async () => {
    const { body, frontier } = await resolveStub({ [admin]: chainAdmin }, admin);
    expect(body.kind).toBe('chain-admin');
    expect(frontier).toMatchObject([{ size: 1, keys: [`1:${owner}`] }]);
    const blind = await resolveStub({ [admin]: { ...chainAdmin, logs: 'no logs' } }, admin);
    expect(blind.body.authority).toMatchObject({ kind: 'unresolved' });
  });

  it('make any other contract with access-control the same, and never nobody', async () => {
    const { body, frontier } = await resolveStub({ [admin]: contract }, admin);
    expect(body.kind).toBe('access-control');
    expect(frontier).toMatchObject([{ size: 1, keys: [`1:${owner}`] }]);
  });
});
