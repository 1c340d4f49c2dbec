import type { Address } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { type Anvil, snapshot, startAnvil } from '../devnet/anvil.ts';
import { encode, read } from '../devnet/contract.ts';
import { foundationMembers } from '../devnet/op-governance.ts';
import { deployOpStack, type OpStack } from '../devnet/op-stack.ts';
import { execSafe, reconfigure } from '../devnet/safe.ts';
import { assessOn, entry } from '../stacks/assessed.ts';
import { attackersOf, tryWithout } from './attackers.ts';

/** The head of a Safe's list of modules (`SENTINEL_MODULES`). */
const sentinel = '0x0000000000000000000000000000000000000001';

let node: Anvil;
let op: OpStack;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  op = await deployOpStack(node);
});
afterAll(() => node.stop());
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());

const assess = () =>
  assessOn(node, opStack, entry({ stack: 'op-stack', contracts: { SystemConfig: op.systemConfig.address } }));
const paused = () => read(op.portal, 'paused');

test('five keys of the deputy pause through the module, with no signature of the guardian; four do not', async () => {
  const { deputyGuardianModule: module, foundation, guardian } = op;
  const attack = attackersOf(await assess(), 'pause-withdrawals');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([5, 0]);
  expect(attack.kinds).toEqual(['safe', 'safe-module', 'safe']);
  expect(foundationMembers).toEqual(expect.arrayContaining([...attack.keys]));
  const data = encode(module, 'pause');
  const strike = (without?: Address) =>
    execSafe(foundation, { to: module.address, data, signers: attack.signersOf(foundation, without) });

  const refused = await tryWithout(node, attack.keys.slice(0, 2), strike);
  expect(refused).toEqual(refused.map(() => expect.stringContaining('GS020')));
  expect(await paused()).toBe(false);

  await strike();
  expect(await paused()).toBe(true);
  expect(await read(guardian, 'nonce')).toBe(0n);
});

test('the same keys declare another game the respected one, through the same module', async () => {
  const { deputyGuardianModule: module, foundation, portal } = op;
  const attack = attackersOf(await assess(), 'invalidate-games');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([5, 0]);
  expect(attack.kinds).toContain('safe-module');
  const data = encode(module, 'setRespectedGameType', portal.address, 1);
  const strike = (without?: Address) =>
    execSafe(foundation, { to: module.address, data, signers: attack.signersOf(foundation, without) });

  const refused = await tryWithout(node, attack.keys.slice(-1), strike);
  expect(refused).toEqual([expect.stringContaining('GS020')]);
  expect(await read(portal, 'respectedGameType')).toBe(0);
  await strike();
  expect(await read(portal, 'respectedGameType')).toBe(1);
});

test('without the module it takes ten keys of the council, who sign for the guardian; nine do not', async () => {
  const { deputyGuardianModule: module, guardian, superchainConfig } = op;
  await reconfigure(guardian, 'disableModule', sentinel, module.address);
  const attack = attackersOf(await assess(), 'pause-withdrawals');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([10, 0]);
  expect(attack.kinds).toEqual(['safe', 'safe']);
  const data = encode(superchainConfig, 'pause', 'a witness');
  const strike = (without?: Address) =>
    execSafe(guardian, { to: superchainConfig.address, data, signers: attack.signersOf(guardian, without) });

  const refused = await tryWithout(node, attack.keys.slice(4, 6), strike);
  expect(refused).toEqual(refused.map(() => expect.stringContaining('GS020')));
  expect(await paused()).toBe(false);
  await strike();
  expect(await paused()).toBe(true);
});
