import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { startFaultProxy, type FaultProxy } from '../devnet/fault-proxy.ts';
import { faults } from './faults.ts';
import { hasty, logCount, startRig, type Rig } from './rig.ts';

/** What each read comes to when nothing goes wrong. */
type Truth = Readonly<Record<string, unknown>>;

/** No read may take longer, whatever the node does. */
const longestMs = 15_000;

let rig: Rig;
let proxy: FaultProxy;
let truth: Truth;
const matrix: string[] = [];

beforeAll(async () => {
  rig = await startRig();
  proxy = await startFaultProxy(rig.node.url);
  truth = valuesOf(await readAll());
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await rig.node.stop();
  console.log(['', 'fault matrix: = right, ? unknown', ...matrix].join('\n'));
});

async function readAll() {
  const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: hasty });
  return { reader, answers: await ask(reader) };
}

async function ask(reader: Awaited<ReturnType<typeof openLiveReader>>) {
  const requests = Object.values(rig.requests);
  const answers = await Promise.all(requests.map((request: ReadRequest) => reader.read(request)));
  return requests.map(({ kind }, at) => [kind, answers[at]] as const);
}

function valuesOf({ answers }: Awaited<ReturnType<typeof readAll>>): Truth {
  return Object.fromEntries(
    answers.map(([kind, answer]) => [kind, answer?.status === 'known' ? answer.value : undefined]),
  );
}

it('without a fault every kind of read has an answer', () => {
  expect(truth['logs']).toHaveLength(logCount);
  expect(Object.values(truth)).not.toContain(undefined);
});

describe('a read is right, or unknown with a reason, never wrong and never late', () => {
  it.each(faults)('$name', async ({ name, right, fault }) => {
    const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: hasty });
    proxy.fault = fault();
    const start = performance.now();
    const answers = await ask(reader);
    expect(performance.now() - start).toBeLessThan(longestMs);

    matrix.push(
      `${answers.map(([kind, answer]) => `${kind} ${answer?.status === 'known' ? '=' : '?'}`).join('  ')}  ${name}`,
    );
    for (const [kind, answer] of answers) {
      if (answer?.status === 'known') expect(answer.value).toEqual(truth[kind]);
      else expect(answer?.reason).toMatch(/\S/);
    }
    const known = answers.filter(([, answer]) => answer?.status === 'known').map(([kind]) => kind);
    const wanted = right === 'all' ? Object.keys(truth) : right === 'none' ? [] : right;
    expect([...known].sort()).toEqual([...wanted].sort());
  });
});
