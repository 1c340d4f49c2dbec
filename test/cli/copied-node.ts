import type { Hex } from 'viem';
import { startAnvil, type Anvil } from '../devnet/anvil.ts';

/** Starts a node with the chain of another: from the same blocks on it makes the same blocks. */
export async function copyNode(from: Pick<Anvil, 'url' | 'chainId'>): Promise<Anvil> {
  const copy = await startAnvil({ chainId: from.chainId });
  const state = await ask<Hex>(from.url, 'anvil_dumpState', []);
  await ask(copy.url, 'anvil_loadState', [state]);
  // State that was loaded belongs to no block yet, as proofs see it.
  const { timestamp } = await ask<{ timestamp: Hex }>(from.url, 'eth_getBlockByNumber', ['latest', false]);
  await Promise.all([from.url, copy.url].map((url) => mineAt(url, BigInt(timestamp) + 12n)));
  return copy;
}

async function mineAt(url: string, timestamp: bigint): Promise<void> {
  await ask(url, 'evm_setNextBlockTimestamp', [Number(timestamp)]);
  await ask(url, 'evm_mine', []);
}

/** Asks a node one thing. */
async function ask<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { result, error } = (await response.json()) as { result: T; error?: { message: string } };
  if (error !== undefined) throw new Error(`${method}: ${error.message}`);
  return result;
}
