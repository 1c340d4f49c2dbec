import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getAddress, keccak256, parseEther, toHex, type Hex } from 'viem';
import { accounts, mine, startAnvil, warp, type Anvil } from './anvil.ts';
import { encode, read, send, type Contract } from './contract.ts';
import { assertState } from './nitro-assertions.ts';
import { deployNitro, govern, type Nitro } from './nitro.ts';
import { nitroVersions } from './nitro-creator.ts';
import { depositEther, forceInclusion, postBatch } from './nitro-inbox.ts';
import { deployTimelock, erc1967Slots, execute, role, schedule } from './openzeppelin.ts';
import { deploySafe } from './safe.ts';

const [, ann, ben, cleo, dan] = accounts;
const sendRoot = keccak256(toHex('withdrawals'));
/** keccak-256 of "eip1967.proxy.implementation.secondary" minus one, DoubleLogicUUPSUpgradeable.sol. */
const userLogicSlot = toHex(BigInt(keccak256(toHex('eip1967.proxy.implementation.secondary'))) - 1n);

let node: Anvil;
beforeAll(async () => {
  node = await startAnvil({ pruneHistory: true });
});
afterAll(() => node.stop());

describe.each(nitroVersions)('a rollup of Nitro %s', (version) => {
  let nitro: Nitro;
  beforeAll(async () => {
    nitro = await deployNitro(node, { version, confirmPeriodBlocks: 100n, delayBlocks: 50n, delaySeconds: 600n });
  });

  test('answers with its settings', async () => {
    expect(await read(nitro.rollup, 'confirmPeriodBlocks')).toBe(100n);
    expect(await read(nitro.rollup, 'validatorWhitelistDisabled')).toBe(false);
    expect(await read(nitro.rollup, 'isValidator', nitro.validators[1])).toBe(true);
    expect(await read(nitro.rollup, 'isValidator', ann)).toBe(false);
    expect(await read(nitro.sequencerInbox, 'maxTimeVariation')).toEqual([50n, 64n, 600n, 768n]);
    expect(await read(nitro.sequencerInbox, 'isBatchPoster', nitro.batchPoster)).toBe(true);
    expect(await read(nitro.bridge, 'rollup')).toBe(nitro.rollup.address);
    expect(await read(nitro.bridge, 'allowedDelayedInboxes', nitro.inbox.address)).toBe(true);
    expect(await read(nitro.rollup, 'challengeManager')).toBe(nitro.challengeManager.address);
  });

  test('belongs to its UpgradeExecutor, in both logic contracts and the ProxyAdmin', async () => {
    expect(await read(nitro.rollup, 'owner')).toBe(nitro.upgradeExecutor.address);
    expect(await read(nitro.proxyAdmin, 'owner')).toBe(nitro.upgradeExecutor.address);
    expect(await read(nitro.upgradeExecutor, 'hasRole', role('EXECUTOR_ROLE'), nitro.owner)).toBe(true);
    const logic = [await slot(nitro.rollup, erc1967Slots.implementation), await slot(nitro.rollup, userLogicSlot)];
    expect(new Set(logic).size).toBe(2);
    await expect(send(nitro.upgradeExecutor, 'executeCall', ann, '0x')).rejects.toThrow();
  });

  test('confirms an assertion when its period is over', async () => {
    const assertion = await assertState(nitro, sendRoot);
    await expect(assertion.confirm()).rejects.toThrow();
    await mine(node, 101);
    await assertion.confirm();
    expect(await assertion.confirmed()).toBe(true);
    expect(await read(nitro.outbox, 'roots', sendRoot)).not.toBe(`0x${'00'.repeat(32)}`);
  });

  test('lets anyone force a message in after its delay', async () => {
    await depositEther(nitro, ann, parseEther('1'));
    await postBatch(nitro);
    const message = await depositEther(nitro, ann, parseEther('1'));
    await expect(forceInclusion(nitro, message, ben)).rejects.toThrow();
    await mine(node, 51);
    await warp(node, 601);
    await forceInclusion(nitro, message, ben);
    const included = await read(nitro.sequencerInbox, 'totalDelayedMessagesRead');
    expect(included).toBe(await read(nitro.bridge, 'delayedMessageCount'));
  });

  test('its owner opens it to any validator', async () => {
    await govern(nitro, nitro.rollupAdmin, 'setValidatorWhitelistDisabled', true);
    expect(await read(nitro.rollup, 'validatorWhitelistDisabled')).toBe(true);
  });
});

test.each(['3.2.0', '2.1.3'] as const)(
  'on Nitro %s the fast confirmer, and nobody else, confirms at once',
  async (version) => {
    const nitro = await deployNitro(node, { version, fastConfirmer: cleo });
    const assertion = await assertState(nitro, sendRoot);
    await expect(assertion.fastConfirm(dan)).rejects.toThrow();
    await assertion.fastConfirm(cleo);
    expect(await assertion.confirmed()).toBe(true);
  },
);

test('a Safe behind a timelock governs a rollup', async () => {
  const safe = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 2 });
  const timelock = await deployTimelock(node, { minDelaySeconds: 259_200, proposers: [safe.address] });
  const nitro = await deployNitro(node, { owner: timelock.address });
  const { upgradeExecutor: executor, rollupAdmin } = nitro;
  const change = encode(rollupAdmin, 'setConfirmPeriodBlocks', 7n);
  const data = encode(executor, 'executeCall', rollupAdmin.address, change);
  const operation = { target: executor.address, data, from: safe.address };
  await schedule(timelock, operation);
  await expect(execute(timelock, operation)).rejects.toThrow('TimelockUnexpectedOperationState');
  await warp(node, 259_200);
  await execute(timelock, operation);
  expect(await read(nitro.rollup, 'confirmPeriodBlocks')).toBe(7n);
});

test('a buffered rollup has a delay buffer', async () => {
  const { sequencerInbox } = await deployNitro(node, { buffered: true });
  expect(await read(sequencerInbox, 'isDelayBufferable')).toBe(true);
});

async function slot({ address }: Contract, slot: Hex): Promise<Hex> {
  return getAddress(`0x${((await node.client.getStorageAt({ address, slot })) ?? '').slice(26)}`);
}
