import { afterAll, beforeAll, expect, test } from 'vitest';
import { getAddress, type Address, type Hex } from 'viem';
import { accounts, startAnvil, warp, type Anvil } from './anvil.ts';
import { fixture } from './artifacts.ts';
import { as, deploy, encode, read, send, type Contract } from './contract.ts';
import {
  deployBeacon,
  deployGovernor,
  deployManaged,
  deployTimelock,
  deployTransparent,
  deployUups,
} from './openzeppelin.ts';
import { erc1967Slots, execute, role, schedule, voteThrough } from './openzeppelin.ts';

const [deployer, ann, ben] = accounts;

let node: Anvil;
beforeAll(async () => {
  node = await startAnvil();
});
afterAll(() => node.stop());

test('a timelock makes its proposer wait, and nobody can shorten that at once', async () => {
  const timelock = await deployTimelock(node, { minDelaySeconds: 3600, proposers: [ann] });
  const box = await deploy(node, fixture('OwnedBox'), [timelock.address]);
  const operation = { target: box.address, data: encode(box, 'store', 5n), from: ann };
  await schedule(timelock, operation);
  await expect(execute(timelock, operation)).rejects.toThrow('TimelockUnexpectedOperationState');
  await warp(node, 3600);
  await execute(timelock, { ...operation, from: ben });
  expect(await read(box, 'value')).toBe(5n);
  await expect(send(timelock, 'updateDelay', 0n)).rejects.toThrow('TimelockUnauthorizedCaller');
});

test('the roles of a timelock are those of its settings', async () => {
  const timelock = await deployTimelock(node, {
    minDelaySeconds: 1,
    proposers: [ann],
    executors: [ben],
    admin: deployer,
  });
  expect(await read(timelock, 'hasRole', role('PROPOSER_ROLE'), ann)).toBe(true);
  expect(await read(timelock, 'hasRole', role('CANCELLER_ROLE'), ann)).toBe(true);
  expect(await read(timelock, 'hasRole', role('EXECUTOR_ROLE'), ann)).toBe(false);
  expect(await read(timelock, 'hasRole', role('EXECUTOR_ROLE'), ben)).toBe(true);
  expect(await read(timelock, 'hasRole', role('DEFAULT_ADMIN_ROLE'), deployer)).toBe(true);
});

test('a transparent proxy is upgraded by the owner of its ProxyAdmin', async () => {
  const { proxy, admin } = await deployTransparent(node, ann);
  const next = await deploy(node, fixture('Box'));
  expect(await read(admin, 'owner')).toBe(ann);
  await expect(send(admin, 'upgradeAndCall', proxy.address, next.address, '0x')).rejects.toThrow(
    'OwnableUnauthorizedAccount',
  );
  await send(as(admin, ann), 'upgradeAndCall', proxy.address, next.address, '0x');
  expect(await slot(proxy, erc1967Slots.implementation)).toBe(next.address);
  expect(await slot(proxy, erc1967Slots.admin)).toBe(admin.address);
});

test('a UUPS proxy is upgraded by whom its implementation lets', async () => {
  const { proxy } = await deployUups(node, ann);
  const next = await deploy(node, fixture('Box'));
  await expect(send(proxy, 'upgradeToAndCall', next.address, '0x')).rejects.toThrow();
  await send(as(proxy, ann), 'upgradeToAndCall', next.address, '0x');
  expect(await slot(proxy, erc1967Slots.implementation)).toBe(next.address);
});

test('a beacon proxy follows its beacon', async () => {
  const { proxy, implementation, admin } = await deployBeacon(node, ann);
  expect(await slot(proxy, erc1967Slots.beacon)).toBe(admin.address);
  expect(await read(admin, 'implementation')).toBe(implementation.address);
  expect(await read(admin, 'owner')).toBe(ann);
  expect(await read(proxy, 'owner')).toBe(ann);
});

test('an access manager delays the members of a role', async () => {
  const { manager, box } = await deployManaged(node, ann);
  await send(as(manager, ann), 'grantRole', 7n, ben, 86_400);
  const store = encode(box, 'store', 9n);
  await expect(send(as(manager, ben), 'execute', box.address, store)).rejects.toThrow('AccessManagerNotScheduled');
  await send(as(manager, ben), 'schedule', box.address, store, 0);
  await warp(node, 86_401);
  await send(as(manager, ben), 'execute', box.address, store);
  expect(await read(box, 'value')).toBe(9n);
});

test('a governor acts through its timelock', async () => {
  const { governor, timelock } = await deployGovernor(node, 3600);
  const box = await deploy(node, fixture('OwnedBox'), [timelock.address]);
  await voteThrough(governor, box.address, encode(box, 'store', 3n));
  expect(await read(box, 'value')).toBe(3n);
});

async function slot({ address }: Contract, slot: Hex): Promise<Address> {
  return getAddress(`0x${((await node.client.getStorageAt({ address, slot })) ?? '').slice(26)}`);
}
