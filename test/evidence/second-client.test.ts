import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultRpcLimits } from '../../src/evidence/json-rpc.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import { openSecondClient } from '../../src/evidence/second-client.ts';
import { startFaultProxy, type FaultProxy } from '../devnet/fault-proxy.ts';
import { faults } from './faults.ts';
import { hasty, startRig, type Rig } from './rig.ts';

let rig: Rig;
let proxy: FaultProxy;
let live: EvidenceReader;

beforeAll(async () => {
  rig = await startRig();
  proxy = await startFaultProxy(rig.node.url);
  live = await openLiveReader({ url: rig.node.url, block: 'latest' });
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await rig.node.stop();
});

function open(): Promise<EvidenceReader> {
  const { chainId, block } = live;
  const limits = { ...defaultRpcLimits, ...hasty, timeoutMs: 3000 };
  return openSecondClient({
    url: proxy.url,
    headers: {},
    fetch: globalThis.fetch,
    limits,
    chainId,
    block,
    source: 'a test',
  });
}

describe('the second client', () => {
  it('reads what the first reads', async () => {
    const second = await open();
    for (const request of Object.values(rig.requests))
      expect(await second.read(request)).toEqual(await live.read(request));
  });

  it('reads reverts as the first does', async () => {
    const [bare, word] = [
      '0x00000000000000000000000000000000000000b1',
      '0x00000000000000000000000000000000000000b2',
    ] as const;
    await rig.node.client.setCode({ address: bare, bytecode: '0x60006000fd' });
    await rig.node.client.setCode({ address: word, bytecode: '0x602a60005260206000fd' });
    const second = await open();
    const reverted = await second.read({ kind: 'call', to: word, data: '0x' });
    expect(reverted).toEqual(await live.read({ kind: 'call', to: word, data: '0x' }));
    const silent = await second.read({ kind: 'call', to: bare, data: '0x' });
    if (silent.status === 'known') expect(silent.value).toEqual({ reverted: '0x' });
  });

  it('never gives a wrong answer because of what it can see to be a fault', async () => {
    const visible = faults.filter(
      ({ right, name }) => right === 'none' && !/batch|ids nobody|a result and an error/.test(name),
    );
    expect(visible.length).toBeGreaterThan(15);
    for (const { name, fault } of visible) {
      proxy.fault = {};
      const second = await open();
      proxy.fault = fault();
      const answers = Object.values(rig.requests).map(async (request) => {
        const answer = await second.read(request);
        if (answer.status === 'known') expect([name, answer]).toEqual([name, await live.read(request)]);
        else expect(answer.reason).toMatch(/second client/);
      });
      await Promise.all(answers);
    }
  }, 120_000);

  it('does not open on another block', async () => {
    const { chainId, block } = live;
    const other = { ...block, number: block.number - 1n };
    const options = {
      url: proxy.url,
      headers: {},
      fetch: globalThis.fetch,
      limits: defaultRpcLimits,
      chainId,
      source: 'a test',
    };
    await expect(openSecondClient({ ...options, block: other })).rejects.toMatchObject({ kind: 'evidence' });
  });
});
