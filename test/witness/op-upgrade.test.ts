import { zeroHash, type Address } from 'viem';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { accounts, type Anvil, snapshot, startAnvil } from '../devnet/anvil.ts';
import { fixture } from '../devnet/artifacts.ts';
import { as, deploy, encode, read, send, type Contract } from '../devnet/contract.ts';
import { deployOpStack, type OpStack } from '../devnet/op-stack.ts';
import { deployTimelock, execute } from '../devnet/openzeppelin.ts';
import { deploySafe, execSafe } from '../devnet/safe.ts';
import { assessOn, entry } from '../stacks/assessed.ts';
import { attackersOf, nextAt, now, tryWithout } from './attackers.ts';

const day = 86_400;
const [, ann, ben, cleo] = accounts;

let node: Anvil;
let op: OpStack;
let evil: Contract;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  op = await deployOpStack(node);
  evil = await deploy(node, fixture('Box'));
});
afterAll(() => node.stop());
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());

const assess = () =>
  assessOn(node, opStack, entry({ stack: 'op-stack', contracts: { SystemConfig: op.systemConfig.address } }));
const upgrade = () => encode(op.proxyAdmin, 'upgrade', op.portal.address, evil.address);
const code = () => read(op.proxyAdmin, 'getProxyImplementation', op.portal.address);

test('the fifteen keys of two nested Safes replace the portal at once, fourteen do not', async () => {
  const attack = attackersOf(await assess(), 'upgrade-optimism-portal');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([15, 0]);
  const to = op.proxyAdmin.address;
  const strike = (without?: Address) =>
    execSafe(op.owner, { to, data: upgrade(), signers: attack.signersOf(op.owner, without) });

  const refused = await tryWithout(node, [attack.keys[0], attack.keys[7], attack.keys[14]], strike);
  expect(refused).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('GS020')));
  expect(await code()).not.toBe(evil.address);

  const before = await now(node);
  await strike();
  expect(await code()).toBe(evil.address);
  expect(Number((await now(node)) - before)).toBeLessThan(day / 24);
});

test('two keys behind a timelock replace the portal after three days, not a second earlier; one does not', async () => {
  const safe = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 2 });
  const timelock = await deployTimelock(node, { minDelaySeconds: 3 * day, proposers: [safe.address] });
  await send(as(op.proxyAdmin, op.owner.address), 'transferOwnership', timelock.address);
  const attack = attackersOf(await assess(), 'upgrade-optimism-portal');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([2, 3 * day]);
  expect(attack.kinds).toEqual(expect.arrayContaining(['safe', 'timelock']));
  const target = op.proxyAdmin.address;
  const delay = BigInt(attack.delaySeconds);
  const data = encode(timelock, 'schedule', target, 0n, upgrade(), zeroHash, zeroHash, delay);
  const strike = (without?: Address) =>
    execSafe(safe, { to: timelock.address, data, signers: attack.signersOf(safe, without) });
  const finish = () => execute(timelock, { target, data: upgrade(), from: accounts[8] });

  expect(await tryWithout(node, attack.keys, strike)).toEqual(attack.keys.map(() => expect.stringContaining('GS020')));
  await expect(finish()).rejects.toThrow('TimelockUnexpectedOperationState');

  await strike();
  const start = await now(node);
  await nextAt(node, start + delay - 1n);
  await expect(finish()).rejects.toThrow();
  expect(await code()).not.toBe(evil.address);
  await nextAt(node, start + delay);
  await finish();
  expect(await code()).toBe(evil.address);
});
