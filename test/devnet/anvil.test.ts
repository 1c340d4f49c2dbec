import { afterAll, beforeAll, expect, test } from 'vitest';
import { zeroAddress, parseEther } from 'viem';
import { accounts, impersonate, mine, receiptOf, snapshot, startAnvil, warp, type Anvil } from './anvil.ts';

let node: Anvil;
beforeAll(async () => {
  node = await startAnvil({ chainId: 7 });
});
afterAll(() => node.stop());

test('answers with the chain id it was given, on the loopback interface', async () => {
  expect(await node.client.getChainId()).toBe(7);
  expect(new URL(node.url).hostname).toBe('127.0.0.1');
});

test('warping and mining move time and blocks', async () => {
  const before = await node.client.getBlock();
  await warp(node, 86_400);
  await mine(node, 3);
  const after = await node.client.getBlock();
  expect(after.number).toBe(before.number + 4n);
  expect(after.timestamp).toBeGreaterThanOrEqual(before.timestamp + 86_400n);
});

test('any address can be made to send', async () => {
  const restore = await snapshot(node);
  const address = '0x00000000000000000000000000000000DeaDBeef';
  await impersonate(node, address);
  const hash = await node.client.sendTransaction({ account: address, to: accounts[1], value: parseEther('1') });
  expect((await receiptOf(node, hash)).status).toBe('success');
  await restore();
  expect(await node.client.getBalance({ address })).toBe(0n);
});

test('a stopped node answers no more', async () => {
  const other = await startAnvil();
  await other.stop();
  await expect(other.client.getBalance({ address: zeroAddress })).rejects.toThrow();
});

test('what anvil says is in the error when it does not start', async () => {
  await expect(startAnvil({ args: ['--no-such-flag'] })).rejects.toThrow('--no-such-flag');
});
