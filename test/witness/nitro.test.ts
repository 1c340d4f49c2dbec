import { keccak256, toHex, zeroHash, type Address } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nitro as nitroStack } from '../../src/stacks/nitro/index.ts';
import { accounts, type Anvil, mine, startAnvil } from '../devnet/anvil.ts';
import { fixture } from '../devnet/artifacts.ts';
import { deploy, encode, read, type Contract } from '../devnet/contract.ts';
import { assertState, fastAssertion } from '../devnet/nitro-assertions.ts';
import { deployNitro, type Nitro } from '../devnet/nitro.ts';
import { deploySafe, execSafe } from '../devnet/safe.ts';
import { assessOn, entry } from '../stacks/assessed.ts';
import { attackersOf, tryWithout } from './attackers.ts';

const [, ann, ben, cleo] = accounts;
const sendRoot = keccak256(toHex('withdrawals that nobody sent'));

let node: Anvil;
let safe: Contract;
let evil: Contract;
beforeAll(async () => {
  node = await startAnvil({ pruneHistory: true });
  safe = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 2 });
  evil = await deploy(node, fixture('Box'));
});
afterAll(() => node.stop());

const assess = ({ bridge }: Nitro) =>
  assessOn(node, nitroStack, entry({ stack: 'nitro', chainId: 42_161, contracts: { Bridge: bridge.address } }));

test('two keys replace the bridge at once through the UpgradeExecutor, one does not', async () => {
  const nitro = await deployNitro(node, { owner: safe.address });
  const { upgradeExecutor, proxyAdmin, bridge } = nitro;
  const attack = attackersOf(await assess(nitro), 'upgrade-bridge');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([2, 0]);
  expect(attack.kinds).toEqual(expect.arrayContaining(['safe', 'upgrade-executor']));
  const upgrade = encode(proxyAdmin, 'upgrade', bridge.address, evil.address);
  const data = encode(upgradeExecutor, 'executeCall', proxyAdmin.address, upgrade);
  const strike = (without?: Address) =>
    execSafe(safe, { to: upgradeExecutor.address, data, signers: attack.signersOf(safe, without) });
  const code = () => read(proxyAdmin, 'getProxyImplementation', bridge.address);

  expect(await tryWithout(node, attack.keys, strike)).toEqual(attack.keys.map(() => expect.stringContaining('GS020')));
  expect(await code()).not.toBe(evil.address);
  await strike();
  expect(await code()).toBe(evil.address);
});

test('two keys of the fast confirmer finalise an invented state at once; one does not', async () => {
  const nitro = await deployNitro(node, { fastConfirmer: safe.address });
  const found = await assess(nitro);
  const attack = attackersOf(found, 'fast-confirm');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([2, 0]);
  await mine(node, 75);
  const { hash, data } = await fastAssertion(nitro, sendRoot);
  const strike = (without?: Address) =>
    execSafe(safe, { to: nitro.rollup.address, data, signers: attack.signersOf(safe, without) });
  const paid = () => read(nitro.outbox, 'roots', sendRoot);

  expect(await tryWithout(node, attack.keys, strike)).toEqual(attack.keys.map(() => expect.stringContaining('GS020')));
  expect(await paid()).toBe(zeroHash);
  await strike();
  expect(await read(nitro.rollup, 'latestConfirmed')).toBe(hash);
  expect(await paid()).not.toBe(zeroHash);
});

test('one validator finalises an invented state when the challenge period is over, and not a block before', async () => {
  const blocks = 100;
  const nitro = await deployNitro(node, { confirmPeriodBlocks: BigInt(blocks) });
  const attack = attackersOf(await assess(nitro), 'assert-state');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([1, blocks * 12]);
  expect(nitro.validators).toContain(attack.keys[0]);
  const assertion = await assertState({ ...nitro, validators: attack.keys }, sendRoot);
  await mine(node, blocks - 2);
  await expect(assertion.confirm()).rejects.toThrow('BEFORE_DEADLINE');
  await assertion.confirm();
  expect(await assertion.confirmed()).toBe(true);
});
