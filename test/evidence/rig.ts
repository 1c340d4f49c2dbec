import { pad, type Address, type Hex } from 'viem';
import type { LiveLimits } from '../../src/evidence/live.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { accounts, receiptOf, startAnvil, type Anvil } from '../devnet/anvil.ts';

/** A node with one thing to read of each kind, and a contract whose logs fill many blocks. */
export type Rig = {
  readonly node: Anvil;
  readonly requests: Readonly<Record<ReadRequest['kind'], ReadRequest>>;
};

/** Limits that make a failing node fail soon: nothing takes longer than some seconds. */
export const hasty: Partial<LiveLimits> = {
  timeoutMs: 1000,
  deadlineMs: 5000,
  backoffMs: 4,
  maxBytes: 400_000,
  logRequests: 300,
};

/** How many logs there are, one a block. */
export const logCount = 330;

const contract: Address = '0x00000000000000000000000000000000000000a1';
const logger: Address = '0x00000000000000000000000000000000000000A5';

/** mstore(0, number); log1(0, 32, calldataload(0)) */
const logsTheBlock: Hex = '0x4360005260003560206000a100';
/** mstore(0, 0x2a); return(0, 32) */
const returns42: Hex = '0x602a60005260206000f3';

/** Starts the node; its `stop` ends it. */
export async function startRig(): Promise<Rig> {
  const node = await startAnvil();
  const { client } = node;
  await client.setCode({ address: contract, bytecode: returns42 });
  await client.setCode({ address: logger, bytecode: logsTheBlock });
  const slot = pad('0x01', { size: 32 });
  await client.setStorageAt({ address: contract, index: slot, value: pad('0x2a', { size: 32 }) });
  const topic = pad('0x07', { size: 32 });
  let hash: Hex = '0x';
  for (let sent = 0; sent < logCount; sent++) {
    const log = { account: accounts[0], to: logger, data: topic, chain: client.chain, gas: 100_000n };
    hash = await client.sendTransaction({ ...log, nonce: sent });
  }
  // Else a slow node mines what is left after these, and what a test changes then is not in the block that it reads.
  await receiptOf(node, hash);
  await client.mine({ blocks: 3 });
  return {
    node,
    requests: {
      call: { kind: 'call', to: contract, data: '0x12345678' },
      slot: { kind: 'slot', address: contract, slot },
      code: { kind: 'code', address: contract },
      logs: { kind: 'logs', address: logger, topics: [topic] },
      transaction: { kind: 'transaction', hash },
    },
  };
}
