import { keccak256, toHex, type Address } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { type Anvil, startAnvil } from '../devnet/anvil.ts';
import { encode, read, send } from '../devnet/contract.ts';
import { gameStatus, gameTypes, propose } from '../devnet/op-games.ts';
import { deployOp } from '../devnet/op-proxies.ts';
import { deployOpStack, type OpStack } from '../devnet/op-stack.ts';
import { execSafe } from '../devnet/safe.ts';
import { assessOn, entry } from '../stacks/assessed.ts';
import { attackersOf, now, tryWithout } from './attackers.ts';
import { planTheft } from './op-theft.ts';

let node: Anvil;
let op: OpStack;
beforeAll(async () => {
  node = await startAnvil();
  op = await deployOpStack(node);
});
afterAll(() => node.stop());

/** The real game, in which nobody has time to dispute. */
function deployHastyGame() {
  const { mips, delayedWeth, anchorStateRegistry } = op;
  const proof = [gameTypes.cannon, keccak256(toHex('prestate')), 73n, 30n, 0n, 0n, mips.address];
  return deployOp(node, 'FaultDisputeGame', [...proof, delayedWeth.address, anchorStateRegistry.address, 10n]);
}

test('fifteen keys replace the game, and an invented withdrawal is paid after seven days and not before', async () => {
  const { owner, disputeGameFactory: factory } = op;
  const chain = entry({ stack: 'op-stack', contracts: { SystemConfig: op.systemConfig.address } });
  const attack = attackersOf(await assessOn(node, opStack, chain), 'replace-dispute-game');
  expect([attack.keys.length, attack.delaySeconds]).toEqual([15, 7 * 86_400]);
  const hasty = await deployHastyGame();
  const data = encode(factory, 'setImplementation', gameTypes.cannon, hasty.address);
  const strike = (without?: Address) =>
    execSafe(owner, { to: factory.address, data, signers: attack.signersOf(owner, without) });

  const refused = await tryWithout(node, [attack.keys[0], attack.keys[14]], strike);
  expect(refused).toEqual(refused.map(() => expect.stringContaining('GS020')));
  expect(await read(factory, 'gameImpls', gameTypes.cannon)).toBe(op.faultDisputeGame.address);

  await strike();
  const struck = await now(node);
  const theft = await planTheft(op);
  const game = await propose(op, { root: theft.root, l2Block: 1n, type: gameTypes.cannon });
  await send(game, 'resolveClaim', 0n, 0n);
  await send(game, 'resolve');
  expect(await read(game, 'status')).toBe(gameStatus.defenderWins);
  const proven = await theft.prove();
  expect(Number(proven - struck)).toBeLessThan(60);
  // The portal asks for more than its seven days, not for as much.
  const due = proven + BigInt(attack.delaySeconds);
  await theft.expectPaid(due, due + 1n);
});
