import { type Hex, parseEther } from 'viem';
import { expect } from 'vitest';
import { accounts, warp } from '../devnet/anvil.ts';
import { as, read, send } from '../devnet/contract.ts';
import { people } from '../devnet/op-governance.ts';
import type { OpStack } from '../devnet/op-stack.ts';
import { inventState } from '../devnet/op-withdrawal.ts';
import { nextAt, now } from './attackers.ts';

const thief = accounts[8];
const [purse] = people('purse', 1);
if (purse === undefined) throw new Error('no purse');
const loot = parseEther('1000');
const withdrawal = { nonce: 0n, sender: purse, target: purse, value: loot, gasLimit: 100_000n, data: '0x' } as const;

/** A withdrawal that nobody sent, and the portal's money that it is after. */
export type Theft = {
  /** The state in which it was sent. */
  readonly root: Hex;
  /** Proves it by the newest game, and returns when, in Unix seconds. */
  prove(): Promise<bigint>;
  /** Expects it to be refused at the first of two times (Unix seconds), and paid at the second. */
  expectPaid(notAt: bigint, at: bigint): Promise<void>;
};

/** Gives the portal something to steal. */
export async function planTheft({ portal, disputeGameFactory }: OpStack): Promise<Theft> {
  const { node } = portal;
  await node.client.setBalance({ address: portal.address, value: loot });
  const { root, output, proof } = inventState(withdrawal);
  const stolen = () => node.client.getBalance({ address: withdrawal.target });
  const finish = () => send(as(portal, thief), 'finalizeWithdrawalTransaction', withdrawal);
  return {
    root,
    async prove() {
      const number = ((await read(disputeGameFactory, 'gameCount')) as bigint) - 1n;
      // The portal asks that the proof be later than the game, and blocks of one second share their time.
      await warp(node, 1);
      await send(as(portal, thief), 'proveWithdrawalTransaction', withdrawal, number, output, proof);
      return now(node);
    },
    async expectPaid(notAt, at) {
      await nextAt(node, notAt);
      await expect(finish()).rejects.toThrow();
      expect(await stolen()).toBe(0n);
      await nextAt(node, at);
      await finish();
      expect(await stolen()).toBe(loot);
    },
  };
}
