import type { Address } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { type Anvil, startAnvil } from '../devnet/anvil.ts';
import { fixture } from '../devnet/artifacts.ts';
import { deploy, encode, read, send } from '../devnet/contract.ts';
import { foundationMembers } from '../devnet/op-governance.ts';
import { deployOpStack, type OpStack } from '../devnet/op-stack.ts';
import { execSafe } from '../devnet/safe.ts';
import { assessOn, entry } from '../stacks/assessed.ts';
import { attackersOf, nextAt, now, tryWithout } from './attackers.ts';

/** The head of a Safe's list of owners (`SENTINEL_OWNERS`). */
const sentinel = '0x0000000000000000000000000000000000000001';

let node: Anvil;
let op: OpStack;
beforeAll(async () => {
  node = await startAnvil();
  op = await deployOpStack(node);
});
afterAll(() => node.stop());

test('five keys of the foundation are enough once the council has been silent for 98 days, and not before', async () => {
  const { owner, proxyAdmin, portal, council, livenessModule, livenessGuard } = op;
  const chain = entry({ stack: 'op-stack', contracts: { SystemConfig: op.systemConfig.address } });
  const seenAt = await now(node);
  const attack = attackersOf(await assessOn(node, opStack, chain), 'upgrade-optimism-portal', 1);
  expect(attack.keys.length).toBe(5);
  expect(foundationMembers).toEqual(expect.arrayContaining([...attack.keys]));

  const members = (await read(council, 'getOwners')) as readonly Address[];
  const removeAll = () =>
    send(
      livenessModule,
      'removeOwners',
      members.map(() => sentinel),
      members,
    );
  const silentSince = (await read(livenessGuard, 'lastLive', members[0])) as bigint;
  const due = silentSince + 98n * 86_400n;
  // The auditor counts in months, and never too long.
  expect([attack.delaySeconds, seenAt + 90n * 86_400n < due]).toEqual([90 * 86_400, true]);
  await nextAt(node, due);
  await expect(removeAll()).rejects.toThrow();
  expect(await read(council, 'getThreshold')).toBe(10n);
  await nextAt(node, due + 1n);
  await removeAll();
  expect(await read(council, 'getOwners')).toEqual([op.foundation.address]);

  const evil = await deploy(node, fixture('Box'));
  const data = encode(proxyAdmin, 'upgrade', portal.address, evil.address);
  const strike = (without?: Address) => {
    const foundation = { safe: op.foundation, signers: attack.signersOf(op.foundation, without) };
    const signers = [foundation, { safe: council, signers: [foundation] }];
    return execSafe(owner, { to: proxyAdmin.address, data, signers });
  };
  expect(await tryWithout(node, attack.keys.slice(0, 1), strike)).toEqual([expect.stringContaining('GS020')]);
  await strike();
  expect(await read(proxyAdmin, 'getProxyImplementation', portal.address)).toBe(evil.address);
});
