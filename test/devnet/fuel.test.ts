import { type Hex, pad, parseEther, zeroHash } from 'viem';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { accounts, type Anvil, snapshot, startAnvil, warp } from './anvil.ts';
import { as, deploy, read, readImplementation, send } from './contract.ts';
import { deployFirstPortal, deployFuel, type Fuel, fuelArtifact, fuelBlocks, fuelSettings } from './fuel.ts';
import { role } from './openzeppelin.ts';

const [, admin, committer, thief, user] = accounts;
const { timeToFinalize, commitCooldown, blocksPerCommit } = fuelSettings;
const deposit = parseEther('2');

let node: Anvil;
let fuel: Fuel;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  fuel = await deployFuel(node, admin, committer);
  await send(as(fuel.portal, user, deposit), 'depositETH', pad(user));
});
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());
afterAll(() => node.stop());

/** A block that no chain ever made, in which the thief withdraws what the user deposited. */
const made = fuelBlocks({
  sender: zeroHash,
  recipient: pad(thief),
  nonce: zeroHash,
  amount: deposit / 10n ** 9n,
  data: '0x',
});
const commit = (hash: Hex = made.hash, place = 0n) => send(as(fuel.state, committer), 'commit', hash, place);
/** The portal passes on what the chain state refuses, so both contracts' errors are told. */
const relay = ({ portal, state }: Fuel = fuel) =>
  send(as({ ...portal, abi: [...portal.abi, ...state.abi] }, thief), 'relayMessage', ...made.relay);
const finalCommit = async () => {
  await commit();
  await warp(node, timeToFinalize);
};

test('only the committer commits, and what is committed stays for the cooldown', async () => {
  await expect(send(as(fuel.state, admin), 'commit', made.hash, 0n)).rejects.toThrow('AccessControl');
  await commit();
  await expect(commit(zeroHash)).rejects.toThrow('CannotRecommit');
  await expect(commit(zeroHash, 240n)).rejects.toThrow('CannotRecommit');
  await warp(node, commitCooldown);
  await commit(zeroHash, 240n);
  expect(await read(fuel.state, 'blockHashAtCommit', 0n)).toBe(zeroHash);
});

test('a block of the committer’s invention pays out the deposits, and not before its time', async () => {
  await expect(relay()).rejects.toThrow('UnknownBlock');
  await commit();
  await expect(relay()).rejects.toThrow('UnfinalizedBlock');
  await warp(node, timeToFinalize);
  await relay();
  expect(await node.client.getBalance({ address: fuel.portal.address })).toBe(0n);
});

test('a paused chain state calls no block final, and only the administrator ends the pause', async () => {
  await finalCommit();
  await send(as(fuel.state, admin), 'pause');
  await expect(relay()).rejects.toThrow('Pausable: paused');
  await expect(commit(zeroHash, 1n)).rejects.toThrow('Pausable: paused');
  await expect(send(as(fuel.state, committer), 'unpause')).rejects.toThrow('AccessControl');
});

test.each([
  ['pause', [], 'Pausable: paused'],
  ['pauseWithdrawals', [], 'WithdrawalsPaused'],
] as const)('withdrawals stop by %s', async (name, args, why) => {
  await finalCommit();
  await expect(send(as(fuel.portal, committer), name, ...args)).rejects.toThrow('AccessControl');
  await send(as(fuel.portal, admin), name, ...args);
  await expect(relay()).rejects.toThrow(why);
});

test('a rate limit of nothing refuses every withdrawal of ether', async () => {
  await finalCommit();
  await send(as(fuel.portal, admin), 'updateRateLimitStatus', true);
  await send(as(fuel.portal, admin), 'resetRateLimitAmount', 0n);
  await expect(relay()).rejects.toThrow('RateLimitExceeded');
});

test('the administrator names a chain state whose blocks are final at once', async () => {
  await expect(send(as(fuel.portal, committer), 'setFuelChainState', thief)).rejects.toThrow('AccessControl');
  const code = await deploy(node, fuelArtifact('FuelChainState'), [timeToFinalize, blocksPerCommit, commitCooldown]);
  await send(as(fuel.portal, admin), 'setFuelChainState', code.address);
  expect(await read(fuel.portal, 'fuelChainStateContract')).toBe(code.address);
});

test('who administers a contract replaces its code, and nobody else does', async () => {
  const next = await deploy(node, fuelArtifact('FuelERC20GatewayV4'));
  await expect(send(as(fuel.tokens, committer), 'upgradeTo', next.address)).rejects.toThrow('AccessControl');
  await send(as(fuel.tokens, admin), 'upgradeTo', next.address);
  expect(await readImplementation(fuel.tokens)).toBe(next.address);
});

test('anybody administers a portal that was given the third version and not initialised again', async () => {
  const old = await deployFirstPortal(node, fuel.state.address);
  const next = await deploy(node, fuelArtifact('FuelMessagePortalV3'), [0n, 0n]);
  await send(old, 'upgradeTo', next.address);
  const portal = { ...old, abi: next.abi };
  await send(as(portal, thief), 'initializerV3', fuel.state.address, 0n);
  expect(await read(portal, 'hasRole', role('DEFAULT_ADMIN_ROLE'), thief)).toBe(true);
  await expect(send(as(fuel.portal, thief), 'initializerV3', fuel.state.address, 0n)).rejects.toThrow(
    'already initialized',
  );
});
