import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { checkProofs } from '../../src/evidence/proofs.ts';
import { record } from '../../src/evidence/recorder.ts';
import type { ChainRecording } from '../../src/evidence/recording.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { startFaultProxy, type FaultProxy } from '../devnet/fault-proxy.ts';
import { faults } from './faults.ts';
import { hasty, startRig, type Rig } from './rig.ts';

/** A node that does not answer is given up after this. */
const limits = { ...hasty, timeoutMs: 400, deadlineMs: 2000 };

/** No proof may take longer, whatever the node does. */
const longestMs = 6000;

let rig: Rig;
let proxy: FaultProxy;
let whole: number;

beforeAll(async () => {
  rig = await startRig();
  proxy = await startFaultProxy(rig.node.url);
  whole = (await proved()).size;
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await rig.node.stop();
});

/** What the node proves of reads that went well, where this is wrong with it from then on. Nothing proved may be a contradiction. */
async function proved(fault: FaultProxy['fault'] = {}): Promise<ReadonlySet<string>> {
  const live = await openLiveReader({ url: proxy.url, block: 'latest', limits });
  const recorder = record([live], { chain: 'example' });
  const reader = recorder.readerOf(live.chainId);
  await Promise.all(Object.values(rig.requests).map((request: ReadRequest) => reader?.read(request)));
  const read = recorder.recording().chains.get(live.chainId) as ChainRecording;
  proxy.fault = fault;
  const proofs = await live.proveReads(read.reads);
  if (proofs.status === 'unknown') {
    expect(proofs.reason).toMatch(/\S/);
    return new Set();
  }
  const { proved: ids, problems } = checkProofs({ ...read, proofs: proofs.value });
  expect(problems).toEqual([]);
  return ids;
}

it('without a fault the slot and the code are proved', () => {
  expect(whole).toBe(2);
});

it.each(faults)('$name: what is proved is true, and it is not late', async ({ right, fault }) => {
  const start = performance.now();
  const { size } = await proved(fault());
  expect(performance.now() - start).toBeLessThan(longestMs);
  if (right === 'all') expect(size).toBe(whole);
  if (right === 'none') expect(size).toBe(0);
  expect(size).toBeLessThanOrEqual(whole);
});
