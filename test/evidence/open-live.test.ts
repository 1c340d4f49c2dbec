import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader, type LiveOptions } from '../../src/evidence/live.ts';
import { FullfaithError } from '../../src/model/error.ts';
import { mine, startAnvil, type Anvil } from '../devnet/anvil.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../devnet/fault-proxy.ts';
import { hasty } from './rig.ts';

let node: Anvil;
let proxy: FaultProxy;

beforeAll(async () => {
  node = await startAnvil({ args: ['--slots-in-an-epoch', '1'] });
  await mine(node, 5);
  proxy = await startFaultProxy(node.url);
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await node.stop();
});

async function failureOf(options: Partial<LiveOptions>): Promise<FullfaithError> {
  const opened = openLiveReader({ url: proxy.url, limits: hasty, ...options });
  const error: unknown = await opened.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FullfaithError)) throw new Error(`expected a FullfaithError, got ${String(error)}`);
  return error;
}

function answering(method: string, reply: Record<string, unknown>): Fault {
  return { intercept: (request) => (request.method === method ? reply : undefined) };
}

describe('opening', () => {
  it('takes the finalised block by default', async () => {
    const finalized = await node.client.getBlock({ blockTag: 'finalized' });
    expect(finalized.number).toBeGreaterThan(0n);
    const { block } = await openLiveReader({ url: proxy.url });
    expect(block).toEqual({ number: finalized.number, hash: finalized.hash, timestamp: finalized.timestamp });
  });

  it('takes the latest block from a node that has no finalised one', async () => {
    proxy.fault = {
      intercept: ({ params }) =>
        params[0] === 'finalized' ? { error: { code: -39001, message: 'unknown tag' } } : undefined,
    };
    expect((await openLiveReader({ url: proxy.url })).block.number).toBe(await node.client.getBlockNumber());
  });

  it('sends user and password, and shows neither', async () => {
    let seen: string | undefined;
    const spy: typeof fetch = (url, init) => {
      seen = `${String(url)} ${new Headers(init?.headers).get('authorization')}`;
      return fetch(url, init);
    };
    const { source } = await openLiveReader({ url: proxy.url.replace('//', '//me:s%20cret@'), fetch: spy });
    expect(seen).toBe(`${proxy.url}/ Basic ${Buffer.from('me:s cret').toString('base64')}`);
    await openLiveReader({ url: proxy.url.replace('//', '//me:100%@') });
    expect(source).toBe(`a node at ${proxy.url.slice('http://'.length)}`);
  });
});

describe('opening fails with one clear message', () => {
  it.each(['', 'localhost:8545', 'ws://127.0.0.1:1', 'ftp://x'])('when the URL is %j', async (url) => {
    expect(await failureOf({ url })).toMatchObject({ kind: 'input', message: expect.stringContaining('URL') });
  });

  it('when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await failureOf({ url: `http://127.0.0.1:${port}` });
    expect(error).toMatchObject({ kind: 'evidence', message: expect.stringContaining('connection failed') });
    expect(error.help).toBeDefined();
  });

  it('when the node answers with a web page', async () => {
    proxy.fault = { http: () => ({ body: '<html>Welcome!</html>' }) };
    expect(await failureOf({})).toMatchObject({
      kind: 'evidence',
      message: expect.stringContaining('a web page instead of JSON'),
    });
  });

  it('when the node never answers', async () => {
    proxy.fault = { http: () => ({ hang: true }) };
    expect(await failureOf({})).toMatchObject({
      kind: 'evidence',
      message: expect.stringContaining('no answer within 1 s'),
    });
  });

  it('when the node is of another chain', async () => {
    const error = await failureOf({ chainId: 1 });
    expect(error).toMatchObject({
      kind: 'evidence',
      message: expect.stringContaining('of chain 31337, not of chain 1.'),
    });
  });

  it.each([1, '1', '0x', null, {}, `0x${'f'.repeat(64)}`])('when the chain id is %j', async (result) => {
    proxy.fault = answering('eth_chainId', { result });
    expect(await failureOf({})).toMatchObject({ kind: 'evidence', message: expect.stringContaining('not a chain id') });
  });

  it.each([
    ['when there is no such block', 10n ** 6n, /does not know block 1000000/],
    ['when there is no such hash', `0x${'12'.repeat(32)}`, /does not know 0x1212/],
  ] as const)('%s', async (_, block, message) => {
    expect(await failureOf({ block })).toMatchObject({ kind: 'evidence', message: expect.stringMatching(message) });
  });

  it('when the node gives another block than was asked for', async () => {
    const other = { number: '0x1', hash: `0x${'01'.repeat(32)}`, timestamp: '0x1' };
    proxy.fault = answering('eth_getBlockByNumber', { result: other });
    expect(await failureOf({ block: 3n })).toMatchObject({
      message: expect.stringContaining('answered with block 1 ('),
    });
  });

  it.each([
    ['is no block', { number: 3, hash: 'x' }],
    [
      'has a time that no recording holds',
      { number: '0x3', hash: `0x${'01'.repeat(32)}`, timestamp: `0x${'f'.repeat(64)}` },
    ],
  ])('when what it gives %s', async (_, result) => {
    proxy.fault = answering('eth_getBlockByNumber', { result });
    expect(await failureOf({ block: 3n })).toMatchObject({ message: expect.stringContaining('is not a block') });
  });

  it('when the node no longer has the state of the block', async () => {
    proxy.fault = answering('eth_getCode', { error: { code: -32000, message: 'missing trie node' } });
    expect(await failureOf({ block: 3n })).toMatchObject({ message: expect.stringContaining('no state for block 3') });
  });
});
