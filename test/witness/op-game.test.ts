import { keccak256, parseEther, toHex, type Address } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { accounts, type Anvil, startAnvil, warp } from '../devnet/anvil.ts';
import { as, encode, read, send } from '../devnet/contract.ts';
import { gameStatus, gameTypes, propose } from '../devnet/op-games.ts';
import { people } from '../devnet/op-governance.ts';
import { deployOp } from '../devnet/op-proxies.ts';
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

let node: Anvil;
let op: OpStack;
beforeAll(async () => {
  node = await startAnvil();
  op = await deployOpStack(node);
  await node.client.setBalance({ address: op.portal.address, value: loot });
});
afterAll(() => node.stop());

/** The real game, in which nobody has time to dispute. */
function deployHastyGame() {
  const { mips, delayedWeth, anchorStateRegistry } = op;
  const proof = [gameTypes.cannon, keccak256(toHex('prestate')), 73n, 30n, 0n, 0n, mips.address];
  return deployOp(node, 'FaultDisputeGame', [...proof, delayedWeth.address, anchorStateRegistry.address, 10n]);
}

test('fifteen keys replace the game, and an invented withdrawal is paid after seven days and not before', async () => {
  const { owner, disputeGameFactory: factory, portal } = op;
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
  const { root, output, proof } = inventState(withdrawal);
  const game = await propose(op, { root, l2Block: 1n, type: gameTypes.cannon });
  await send(game, 'resolveClaim', 0n, 0n);
  await send(game, 'resolve');
  expect(await read(game, 'status')).toBe(gameStatus.defenderWins);
  const number = ((await read(factory, 'gameCount')) as bigint) - 1n;
  // The portal asks that the proof be later than the game, and blocks of one second share their time.
  await warp(node, 1);
  await send(as(portal, thief), 'proveWithdrawalTransaction', withdrawal, number, output, proof);
  const proven = await now(node);
  expect(Number(proven - struck)).toBeLessThan(60);

  const stolen = () => node.client.getBalance({ address: withdrawal.target });
  const finish = () => send(as(portal, thief), 'finalizeWithdrawalTransaction', withdrawal);
  await nextAt(node, proven + BigInt(attack.delaySeconds));
  await expect(finish()).rejects.toThrow();
  expect(await stolen()).toBe(0n);
  // The portal asks for more than its seven days, not for as much.
  await nextAt(node, proven + BigInt(attack.delaySeconds) + 1n);
  await finish();
  expect(await stolen()).toBe(loot);
});
