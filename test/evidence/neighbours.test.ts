import { toHex, type Address, type Hex } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { startFaultProxy, type Fault, type FaultProxy, type RpcRequest } from '../devnet/fault-proxy.ts';
import { hasty, startRig, type Rig } from './rig.ts';

let rig: Rig;
let proxy: FaultProxy;

beforeAll(async () => {
  rig = await startRig();
  proxy = await startFaultProxy(rig.node.url);
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await rig.node.stop();
});

const contract: Address = '0x00000000000000000000000000000000000000a1';
const badSlot = toHex(99, { size: 32 });

function isBad({ params }: RpcRequest): boolean {
  return params[1] === badSlot;
}

const poisons: readonly (readonly [name: string, fault: Fault])[] = [
  [
    'is huge',
    { alter: (reply, request) => (isBad(request) ? { ...reply, result: `0x${'00'.repeat(300_000)}` } : reply) },
  ],
  ['never comes', { http: (_, requests) => (requests.some(isBad) ? { hang: true } : undefined) }],
  [
    'breaks the whole batch',
    { http: (_, requests) => (requests.some(isBad) ? { status: 500, body: 'oops' } : undefined) },
  ],
  [
    'is left out',
    { shuffle: (replies) => replies.slice(0, -1), alter: (reply, request) => (isBad(request) ? {} : reply) },
  ],
  ['is malformed', { alter: (reply, request) => (isBad(request) ? 'nonsense' : reply) }],
];

describe('a read whose answer', () => {
  it.each(poisons)(
    '%s leaves those beside it alone',
    async (_, fault) => {
      const reader = await openLiveReader({
        url: proxy.url,
        block: 'latest',
        limits: { ...hasty, deadlineMs: 25_000 },
      });
      proxy.fault = fault;
      const slots: readonly Hex[] = [...Array.from({ length: 60 }, (_, at) => toHex(at, { size: 32 })), badSlot];
      const answers = await Promise.all(slots.map((slot) => reader.read({ kind: 'slot', address: contract, slot })));
      const values = answers.map((answer) => (answer.status === 'known' ? BigInt(answer.value) : 'unknown'));
      expect(values).toEqual(slots.map((slot, at) => (slot === badSlot ? 'unknown' : at === 1 ? 42n : 0n)));
    },
    60_000,
  );
});

it('a node that dies is asked no more', async () => {
  const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: hasty });
  proxy.fault = { http: () => ({ status: 503 }) };
  const before = proxy.exchanges();
  const slots = Array.from({ length: 5000 }, (_, at) => toHex(at, { size: 32 }));
  const answers = await Promise.all(slots.map((slot) => reader.read({ kind: 'slot', address: contract, slot })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['unknown']));
  expect(proxy.exchanges() - before).toBeLessThan(40);
  expect(await reader.read({ kind: 'code', address: contract })).toMatchObject({
    reason: 'the node stopped answering: HTTP 503',
  });
});
