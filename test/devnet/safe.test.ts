import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getAddress, keccak256, toHex, zeroAddress, type Address } from 'viem';
import { accounts, startAnvil, type Anvil } from './anvil.ts';
import { fixture, loadArtifact } from './artifacts.ts';
import { as, deploy, encode, read, send, type Contract } from './contract.ts';
import {
  deployLookAlikeSafe,
  deploySafe,
  deploySafePart,
  execSafe,
  reconfigure,
  safeVersions,
  swapOwner,
} from './safe.ts';
import type { SafePart, SafeVersion } from './safe.ts';
import published from '../fixtures/safe-deployments.json' with { type: 'json' };

const [, ann, ben, cleo, dan] = accounts;
/** keccak-256 of "guard_manager.guard.address", GuardManager.sol. */
const guardSlot = keccak256(toHex('guard_manager.guard.address'));

let node: Anvil;
beforeAll(async () => {
  node = await startAnvil();
});
afterAll(() => node.stop());

const parts = published.parts.filter(({ version }) => version !== '1.1.1');
test.each(parts)('$part $version is where and what it is on Ethereum', async ({ version, part, address, codeHash }) => {
  const contract = await deploySafePart(node, version as SafeVersion, part as SafePart);
  expect(contract.address).toBe(address);
  expect(keccak256((await node.client.getCode({ address: contract.address })) ?? '0x')).toBe(codeHash);
});

describe.each(safeVersions)('a Safe %s', (version) => {
  let inner: Contract;
  let outer: Contract;
  beforeAll(async () => {
    inner = await deploySafe(node, { version, owners: [ann, ben, cleo], threshold: 2, l2: true });
    outer = await deploySafe(node, { version, owners: [inner.address, dan], threshold: 2 });
  });

  test('says its version, owners and threshold', async () => {
    expect(await read(inner, 'VERSION')).toBe(version);
    expect(await read(inner, 'getOwners')).toEqual([ann, ben, cleo]);
    expect(await read(inner, 'getThreshold')).toBe(2n);
  });

  test('executes for enough owners, one of which is a Safe', async () => {
    const data = encode(outer, 'enableModule', ben);
    const agreed = [dan, { safe: inner, signers: [ann, cleo] }];
    await execSafe(outer, { to: outer.address, data, signers: agreed });
    expect(await read(outer, 'isModuleEnabled', ben)).toBe(true);
  });

  test('refuses below its threshold, also within a nested Safe', async () => {
    const data = encode(outer, 'enableModule', cleo);
    await expect(execSafe(outer, { to: outer.address, data, signers: [dan] })).rejects.toThrow('GS020');
    const single = [dan, { safe: inner, signers: [ann] }];
    await expect(execSafe(outer, { to: outer.address, data, signers: single })).rejects.toThrow('GS020');
  });

  test('an enabled module acts alone', async () => {
    const safe = await deploySafe(node, { version, owners: [ann, ben], threshold: 2, modules: [cleo] });
    const data = encode(safe, 'changeThreshold', 1n);
    await send(as(safe, cleo), 'execTransactionFromModule', safe.address, 0n, data, 0);
    expect(await read(safe, 'getThreshold')).toBe(1n);
  });

  test('a guard is in its slot, and is asked', async () => {
    const path = 'examples/guards/DelegateCallTransactionGuard.sol/DelegateCallTransactionGuard.json';
    const guard = await deploy(node, loadArtifact(`${folderOf(version)}/build/artifacts/contracts/${path}`), [dan]);
    const safe = await deploySafe(node, { version, owners: [ann], threshold: 1, guard: guard.address });
    expect(await slotAddress(safe, guardSlot)).toBe(guard.address);
    const forbidden = { to: ann, data: '0x', delegateCall: true, signers: [ann] } as const;
    await expect(execSafe(safe, forbidden)).rejects.toThrow('This call is restricted');
  });

  test('owners and threshold change', async () => {
    const safe = await deploySafe(node, { version, owners: [ann, ben, cleo], threshold: 2 });
    await swapOwner(safe, ann, dan);
    await swapOwner(safe, cleo, ann);
    await reconfigure(safe, 'changeThreshold', 3n);
    expect(await read(safe, 'getOwners')).toEqual([dan, ben, ann]);
    expect(await read(safe, 'getThreshold')).toBe(3n);
  });
});

test('the look-alike answers as a Safe would, and obeys one key', async () => {
  const safe = await deployLookAlikeSafe(node, [ann, ben, cleo], 3);
  expect(await read(safe, 'getOwners')).toEqual([ann, ben, cleo]);
  expect(await read(safe, 'getThreshold')).toBe(3n);
  const box = await deploy(node, fixture('OwnedBox'), [safe.address]);
  const call = [box.address, 0n, encode(box, 'store', 4n), 0, 0n, 0n, 0n, zeroAddress, zeroAddress, '0x'];
  await expect(send(as(safe, ann), 'execTransaction', ...call)).rejects.toThrow();
  await send(safe, 'execTransaction', ...call);
  expect(await read(box, 'value')).toBe(4n);
});

async function slotAddress({ address }: Contract, slot: `0x${string}`): Promise<Address> {
  return getAddress(`0x${((await node.client.getStorageAt({ address, slot })) ?? '').slice(26)}`);
}

function folderOf(version: SafeVersion): string {
  return `safe${version.replaceAll('.', '')}`;
}
