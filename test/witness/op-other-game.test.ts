import { encodeAbiParameters, parseEther, toFunctionSelector, type Address } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { accounts, type Anvil, startAnvil } from '../devnet/anvil.ts';
import { as, encode, read, send } from '../devnet/contract.ts';
import { opRoles } from '../devnet/op-bridge.ts';
import { gameStatus, gameTypes, propose } from '../devnet/op-games.ts';
import { foundationMembers } from '../devnet/op-governance.ts';
import { deployOpStack, type OpStack } from '../devnet/op-stack.ts';
import { execSafe } from '../devnet/safe.ts';
import { assessOn, entry } from '../stacks/assessed.ts';
import { attackersOf, nextAt, tryWithout } from './attackers.ts';
import { planTheft } from './op-theft.ts';

const thief = accounts[8];
/** `maxClockDuration` of the games on OP Mainnet, in seconds. */
const clock = 302_400;

let node: Anvil;
let op: OpStack;
beforeAll(async () => {
  node = await startAnvil();
  op = await deployOpStack(node);
});
afterAll(() => node.stop());

test('five keys of the deputy and the proposer of the closed game have an invented withdrawal paid after seven days', async () => {
  const { deputyGuardianModule: module, foundation, portal, disputeGameFactory: factory } = op;
  const chain = entry({ stack: 'op-stack', contracts: { SystemConfig: op.systemConfig.address } });
  const attack = attackersOf(await assessOn(node, opStack, chain), 'respect-game-1');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([6, 7 * 86_400]);
  expect([...foundationMembers, opRoles.proposer]).toEqual(expect.arrayContaining([...attack.keys]));

  const theft = await planTheft(op);
  const state = { root: theft.root, l2Block: 1n, type: gameTypes.permissionedCannon };
  const data = encode(module, 'setRespectedGameType', portal.address, gameTypes.permissionedCannon);
  const strike = (without?: Address) =>
    execSafe(foundation, { to: module.address, data, signers: attack.signersOf(foundation, without) });
  const signer = attack.keys.find((key) => key !== opRoles.proposer);
  const refused = await tryWithout(node, [signer], strike);
  expect(refused).toEqual([expect.stringContaining('GS020')]);
  // Nobody but the proposer can open a closed game.
  const extra = encodeAbiParameters([{ type: 'uint256' }], [state.l2Block]);
  const opened = send(as(factory, thief, parseEther('0.08')), 'create', state.type, state.root, extra);
  await expect(opened).rejects.toThrow(toFunctionSelector('error BadAuth()'));

  await strike();
  const game = await propose(op, state);
  const proven = await theft.prove();
  await nextAt(node, proven + BigInt(clock));
  await send(as(game, thief), 'resolveClaim', 0n, 0n);
  await send(as(game, thief), 'resolve');
  expect(await read(game, 'status')).toBe(gameStatus.defenderWins);

  // The air gap counts from the block in which the game was resolved, a few seconds later.
  const due = proven + BigInt(attack.delaySeconds);
  await theft.expectPaid(due, due + 60n);
});
