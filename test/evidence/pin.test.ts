import { pad, toHex, type Address } from 'viem';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import { accounts, startAnvil, type Anvil } from '../devnet/anvil.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../devnet/fault-proxy.ts';
import { hasty } from './rig.ts';

const contract: Address = '0x00000000000000000000000000000000000000a1';
const slot = pad('0x01', { size: 32 });

let node: Anvil;
let proxy: FaultProxy;

beforeEach(async () => {
  node = await startAnvil();
  proxy = await startFaultProxy(node.url);
  await node.client.setCode({ address: contract, bytecode: storesItsInput });
  await write(1n);
});
afterEach(async () => {
  await proxy.stop();
  await node.stop();
});

/** sstore(1, calldataload(0)) */
const storesItsInput = '0x60003560015500';

/** In a block of its own: what anvil_setStorageAt writes would belong to the block before. */
async function write(value: bigint): Promise<void> {
  const transaction = {
    account: accounts[0],
    to: contract,
    data: toHex(value, { size: 32 }),
    chain: node.client.chain,
  };
  await node.client.waitForTransactionReceipt({ hash: await node.client.sendTransaction(transaction) });
}

function readSlot(reader: EvidenceReader) {
  return reader.read({ kind: 'slot', address: contract, slot });
}

/** Like nodes from before EIP-1898: only numbers and tags name a block. */
const onlyNumbers: Fault = {
  intercept: ({ params }) => {
    const isByHash = params.some((one) => typeof one === 'object' && one !== null && 'blockHash' in one);
    return isByHash ? { error: { code: -32602, message: 'invalid argument 1: hex string expected' } } : undefined;
  },
};

/** The worst kind: takes the block object for the latest block. */
function ignoringHashes(url: string): Fault {
  return {
    alter: async (reply, { id, method, params }) => {
      const at = params.findIndex((one) => typeof one === 'object' && one !== null && 'blockHash' in one);
      if (at < 0) return reply;
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: params.with(at, 'latest') });
      return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
    },
  };
}

const nodes: readonly (readonly [name: string, fault: () => Fault])[] = [
  ['that honours block hashes', () => ({})],
  ['that knows only block numbers', () => onlyNumbers],
  ['that takes every hash for the latest block', () => ignoringHashes(node.url)],
];

describe.each(nodes)('at a node %s', (_, fault) => {
  it('reads stay at the pinned block while the chain goes on', async () => {
    proxy.fault = fault();
    const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: hasty });
    await write(2n);
    expect(await readSlot(reader)).toMatchObject({ status: 'known', value: toHex(1, { size: 32 }) });
    expect(await reader.verifyPin()).toMatchObject({ status: 'known' });
  });

  it('a reorganisation under the pinned block makes reads unknown', async () => {
    await write(2n);
    proxy.fault = fault();
    const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: hasty });
    await node.client.request({ method: 'anvil_reorg', params: [1, []] } as never);
    await write(3n);
    expect((await node.client.getBlock({ blockNumber: reader.block.number })).hash).not.toBe(reader.block.hash);
    const requests = [
      { kind: 'slot', address: contract, slot },
      { kind: 'code', address: contract },
      { kind: 'call', to: contract, data: '0x' },
      { kind: 'logs', address: contract, topics: [] },
    ] as const;
    for (const request of requests) expect((await reader.read(request)).status).toBe('unknown');
    expect(await reader.verifyPin()).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('reorganisation'),
    });
  });
});

it('a transaction that a reorganisation removed is unknown', async () => {
  const hash = await node.client.sendTransaction({ account: accounts[0], to: contract, chain: node.client.chain });
  const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: hasty });
  await node.client.request({ method: 'anvil_reorg', params: [1, []] } as never);
  expect(await reader.read({ kind: 'transaction', hash })).toMatchObject({ status: 'unknown' });
});
