import { afterAll, beforeAll, expect, test } from 'vitest';
import { zeroAddress } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { as, at, read, readAddress, send } from './contract.ts';
import { op2025 } from './op-2025-abi.ts';
import { gameTypes } from './op-games.ts';
import { deployThroughManager, makePermissionless } from './op-manager.ts';
import { deploySafe } from './safe.ts';
import { startSuperchain, superchainChain, superchainIds, type SuperchainChain } from './superchain.ts';

const [, ann, ben, cleo, , , proposer, challenger] = accounts;

let node: Anvil;
let chain: SuperchainChain;
beforeAll(async () => {
  node = await startSuperchain();
  chain = superchainChain(node, 901);
});
afterAll(() => node.stop());

test.each([
  ['portal', '4.6.0'],
  ['ethLockbox', '1.2.0'],
  ['anchorStateRegistry', '3.5.0'],
  ['disputeGameFactory', '1.2.0'],
  ['permissionedDisputeGame', '1.7.0'],
  ['systemConfig', '3.4.0'],
  ['messenger', '2.9.0'],
  ['standardBridge', '2.6.0'],
] as const)('%s is version %s', async (part, version) => {
  expect(await read(chain[part], 'version')).toBe(version);
});

test.each(superchainIds)('chain %i is permissioned and knows its own contracts', async (id) => {
  const { portal, anchorStateRegistry, ethLockbox, disputeGameFactory, permissionedDisputeGame } = superchainChain(
    node,
    id,
  );
  expect(await read(portal, 'anchorStateRegistry')).toBe(anchorStateRegistry.address);
  expect(await read(portal, 'ethLockbox')).toBe(ethLockbox.address);
  expect(await read(ethLockbox, 'authorizedPortals', portal.address)).toBe(true);
  expect(await read(portal, 'respectedGameType')).toBe(gameTypes.permissionedCannon);
  expect(await read(disputeGameFactory, 'gameImpls', gameTypes.cannon)).toBe(zeroAddress);
  expect(await read(permissionedDisputeGame, 'l2ChainId')).toBe(BigInt(id));
});

test('the guardian pauses the whole Superchain', async () => {
  const config = at(node, await readAddress(chain.portal, 'superchainConfig'), op2025);
  const guardian = await readAddress(config, 'guardian');
  await send(as(config, guardian), 'pause', zeroAddress);
  expect(await read(chain.portal, 'paused')).toBe(true);
  await send(as(config, guardian), 'unpause', zeroAddress);
  expect(await read(chain.portal, 'paused')).toBe(false);
});

test('a new chain belongs to the Safe it is made for, and becomes permissionless by it', async () => {
  const safe = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 2 });
  const made = await deployThroughManager(node, { l2ChainId: 77_777n, owner: safe.address, batcher: cleo });
  expect(await read(made.proxyAdmin, 'owner')).toBe(safe.address);
  expect(await read(made.disputeGameFactory, 'owner')).toBe(safe.address);
  expect(await read(made.permissionedDisputeGame, 'proposer')).toBe(proposer);
  expect(await read(made.permissionedDisputeGame, 'challenger')).toBe(challenger);
  const game = await makePermissionless(made, safe, [ann, cleo]);
  expect(await read(game, 'l2ChainId')).toBe(77_777n);
  expect(await read(made.portal, 'respectedGameType')).toBe(gameTypes.cannon);
});

test('the same contracts can stand on a chain of another id', async () => {
  const other = await startSuperchain({ chainId: 1 });
  expect(await other.client.getChainId()).toBe(1);
  expect(await read(superchainChain(other, 902).portal, 'version')).toBe('4.6.0');
  await other.stop();
});
