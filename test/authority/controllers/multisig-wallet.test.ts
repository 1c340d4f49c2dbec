import { type Address, toFunctionSelector, zeroAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// A stand-in: the MultiSigWallet of ConsenSys and Gnosis is not on npm.
const wallet = someone(1);
const owners = [2, 3, 4, 5, 6, 7].map(someone);
const getOwners = 'function getOwners() view returns (address[])';

const of = (list: readonly Address[], required: bigint): StubContract => ({
  answers: [
    { view: getOwners, value: list },
    { view: 'function required() view returns (uint256)', value: required },
  ],
  silent: [
    'function submitTransaction(address, uint256, bytes)',
    'function confirmTransaction(uint256)',
    'function changeRequirement(uint256)',
    'function replaceOwner(address, address)',
  ],
});

describe('an old multisig wallet', () => {
  it('is as many of its owners as have to confirm', async () => {
    const { body, frontier } = await resolveStub({ [wallet]: of(owners, 4n) }, wallet);
    expect(body).toMatchObject({
      kind: 'multisig-wallet',
      name: 'multisig 4/6',
      parameters: { threshold: 4, owners: 6 },
    });
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 4, bodies: [{ id: `1:${wallet}`, quorum: 4, of: 6 }] }]);
  });

  it('shares its keys with another of the same owners', async () => {
    const other = someone(8);
    const both = { ...of([wallet, other], 2n) };
    const stubs = { [someone(9)]: both, [wallet]: of(owners, 4n), [other]: of(owners, 3n) };
    const { frontier } = await resolveStub(stubs, someone(9));
    expect(frontier).toMatchObject([{ size: 4 }]);
  });

  it('is one hostile key where its owners are not read, too few for its quorum, or nobody', async () => {
    const lost = await resolveStub(
      { [wallet]: of(owners, 4n) },
      wallet,
      (request) => request.kind === 'call' && request.data === toFunctionSelector(getOwners),
    );
    const few = await resolveStub({ [wallet]: of(owners.slice(0, 2), 4n) }, wallet);
    const none = await resolveStub({ [wallet]: of([...owners.slice(0, 3), zeroAddress], 4n) }, wallet);
    for (const { body, frontier } of [lost, few, none]) {
      expect(body.authority.kind).toBe('unresolved');
      expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1 }]);
    }
  });
});
