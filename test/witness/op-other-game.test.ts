import { encodeAbiParameters, parseEther, toFunctionSelector, type Address } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { accounts, type Anvil, startAnvil, warp } from '../devnet/anvil.ts';
import { as, encode, read, send } from '../devnet/contract.ts';
import { opRoles } from '../devnet/op-bridge.ts';
import { gameStatus, gameTypes, propose } from '../devnet/op-games.ts';
import { foundationMembers, people } from '../devnet/op-governance.ts';
import { deployOpStack, type OpStack } from '../devnet/op-stack.ts';
import { inventState } from '../devnet/op-withdrawal.ts';
import { execSafe } from '../devnet/safe.ts';
import { assessOn, entry } from '../stacks/assessed.ts';
import { attackersOf, nextAt, now, tryWithout } from './attackers.ts';

const thief = accounts[8];
const [purse] = people('purse', 1);
if (purse === undefined) throw new Error('no purse');
const loot = parseEther('1000');
const withdrawal = { nonce: 0n, sender: purse, target: purse, value: loot, gasLimit: 100_000n, data: '0x' } as const;
/** `maxClockDuration` of the games on OP Mainnet, in seconds. */
const clock = 302_400;

let node: Anvil;
let op: OpStack;
beforeAll(async () => {
  node = await startAnvil();
  op = await deployOpStack(node);
  await node.client.setBalance({ address: op.portal.address, value: loot });
});
afterAll(() => node.stop());

test('five keys of the deputy and the proposer of the closed game have an invented withdrawal paid after seven days', async () => {
  const { deputyGuardianModule: module, foundation, portal, disputeGameFactory: factory } = op;
  const chain = entry({ stack: 'op-stack', contracts: { SystemConfig: op.systemConfig.address } });
  const attack = attackersOf(await assessOn(node, opStack, chain), 'respect-game-1');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([6, 7 * 86_400]);
  expect([...foundationMembers, opRoles.proposer]).toEqual(expect.arrayContaining([...attack.keys]));

  const { root, output, proof } = inventState(withdrawal);
  const state = { root, l2Block: 1n, type: gameTypes.permissionedCannon };
  const data = encode(module, 'setRespectedGameType', portal.address, gameTypes.permissionedCannon);
  const strike = (without?: Address) =>
    execSafe(foundation, { to: module.address, data, signers: attack.signersOf(foundation, without) });
  const signer = attack.keys.find((key) => key !== opRoles.proposer);
  const refused = await tryWithout(node, [signer], strike);
  expect(refused).toEqual([expect.stringContaining('GS020')]);
  // Nobody but the proposer can open a closed game.
  const extra = encodeAbiParameters([{ type: 'uint256' }], [state.l2Block]);
  const opened = send(as(factory, thief, parseEther('0.08')), 'create', state.type, root, extra);
  await expect(opened).rejects.toThrow(toFunctionSelector('error BadAuth()'));

  await strike();
  const game = await propose(op, state);
  const number = ((await read(factory, 'gameCount')) as bigint) - 1n;
  await warp(node, 1);
  await send(as(portal, thief), 'proveWithdrawalTransaction', withdrawal, number, output, proof);
  const proven = await now(node);
  await nextAt(node, proven + BigInt(clock));
  await send(as(game, thief), 'resolveClaim', 0n, 0n);
  await send(as(game, thief), 'resolve');
  expect(await read(game, 'status')).toBe(gameStatus.defenderWins);

  const stolen = () => node.client.getBalance({ address: withdrawal.target });
  const finish = () => send(as(portal, thief), 'finalizeWithdrawalTransaction', withdrawal);
  await nextAt(node, proven + BigInt(attack.delaySeconds));
  await expect(finish()).rejects.toThrow();
  expect(await stolen()).toBe(0n);
  // The air gap counts from the block in which the game was resolved, a few seconds later.
  await nextAt(node, proven + BigInt(attack.delaySeconds) + 60n);
  await finish();
  expect(await stolen()).toBe(loot);
});
