import { getAddress, pad, toHex, type Address, type Hex } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAgreedReader, type AgreedOptions } from '../../src/evidence/open-agreed.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { accounts, startAnvil, type Anvil } from '../devnet/anvil.ts';
import { startFaultProxy, type FaultProxy } from '../devnet/fault-proxy.ts';
import { hasty } from './rig.ts';

const contract = getAddress(pad('0xa1', { size: 20 }));
/** sstore(calldataload(0), calldataload(32)) */
const stores: Hex = '0x602035600035550060';
const genesisTime = 1_700_000_000;

let nodes: readonly [Anvil, Anvil, Anvil];
let proxies: readonly [FaultProxy, FaultProxy, FaultProxy];
let urls: readonly [string, string, string];

beforeAll(async () => {
  nodes = [await twin(), await twin(), await twin()];
  proxies = [
    await startFaultProxy(nodes[0].url),
    await startFaultProxy(nodes[1].url),
    await startFaultProxy(nodes[2].url),
  ];
  urls = [proxies[0].url, proxies[1].url, proxies[2].url];
});
afterEach(() => {
  for (const proxy of proxies) proxy.fault = {};
});
afterAll(async () => {
  await Promise.all([...proxies, ...nodes].map((one) => one.stop()));
});

/** Nodes that are driven alike have equal blocks. */
async function twin(): Promise<Anvil> {
  const node = await startAnvil({ args: ['--timestamp', String(genesisTime)] });
  await node.client.setBlockTimestampInterval({ interval: 12 });
  await node.client.setCode({ address: contract, bytecode: stores });
  for (let slot = 0; slot < 5; slot++) {
    const data = `${toHex(slot, { size: 32 })}${toHex(slot + 100, { size: 32 }).slice(2)}` as Hex;
    const hash = await node.client.sendTransaction({
      account: accounts[0],
      to: contract,
      data,
      chain: node.client.chain,
    });
    await node.client.waitForTransactionReceipt({ hash });
  }
  await node.client.mine({ blocks: 1 });
  return node;
}

async function open(options: Partial<AgreedOptions> = {}) {
  return openAgreedReader({ urls, block: 'latest', limits: hasty, ...options });
}

async function requests(): Promise<readonly ReadRequest[]> {
  const block = await nodes[0].client.getBlock({ blockNumber: 2n });
  const slots = Array.from({ length: 8 }, (_, at) => ({ kind: 'slot', address: contract, slot: slotAt(at) }) as const);
  return [
    ...slots,
    { kind: 'code', address: contract },
    { kind: 'code', address: accounts[0] as Address },
    { kind: 'call', to: contract, data: '0x' },
    { kind: 'logs', address: contract, topics: [] },
    { kind: 'transaction', hash: block.transactions[0] as Hex },
  ];
}

function slotAt(at: number): Hex {
  return toHex(at, { size: 32 });
}

function hostOf(url: string): string {
  return new URL(url).host;
}

describe('nodes that agree', () => {
  it('give every read the grade agreed, also before a second client', async () => {
    const reader = await open({ secondClient: true });
    expect(reader).toMatchObject({ grade: 'agreed', source: `3 nodes: ${urls.map(hostOf).join(', ')}` });
    expect(reader.blockTrust).toBe('providers');
    for (const request of await requests()) {
      const answer = await reader.read(request);
      expect(answer.status).toBe('known');
      expect(reader.gradeOf(answer.evidence[0] as string)).toBe('agreed');
    }
    expect(reader.doubts()).toEqual([]);
    expect(await reader.verifyPin()).toMatchObject({ status: 'known' });
  });

  it('are one provider if they are one host', async () => {
    const reader = await open({ urls: [urls[0], `${urls[0]}/other-key`], secondClient: true });
    const answer = await reader.read({ kind: 'slot', address: contract, slot: slotAt(1) });
    expect(reader.grade).toBe('read');
    expect(reader.gradeOf(answer.evidence[0] as string)).toBe('read');
  });

  it('pin the oldest of their final blocks', async () => {
    const ahead = await twin();
    await ahead.client.mine({ blocks: 3 });
    const reader = await open({ urls: [ahead.url, urls[0]] });
    expect(reader.block.number).toBe(await nodes[0].client.getBlockNumber());
    expect(reader.grade).toBe('agreed');
    expect(reader.doubts()).toEqual([]);
    await ahead.stop();
  });
});

describe('nodes that disagree', () => {
  it('are reported as disagreeing on exactly what differs', async () => {
    const odd = await twin();
    await odd.client.setStorageAt({ address: contract, index: slotAt(3), value: slotAt(7) });
    const reader = await open({ urls: [urls[0], odd.url] });
    expect(reader.grade).toBe('agreed');
    const all = await requests();
    const answers = await Promise.all(all.map((request) => reader.read(request)));
    const unknowns = all.filter((_, at) => answers[at]?.status === 'unknown');
    expect(unknowns).toEqual([{ kind: 'slot', address: contract, slot: slotAt(3) }]);
    const id = `31337/slot/${contract.toLowerCase()}/${slotAt(3)}`;
    const said = [
      { provider: hostOf(urls[0]), answer: `"${slotAt(103)}"` },
      { provider: hostOf(odd.url), answer: `"${slotAt(7)}"` },
    ];
    expect(reader.doubts()).toEqual([{ kind: 'disagreement', id, said }]);
    expect(reader.gradeOf(id)).toBe('read');
    expect(answers[3]).toEqual({
      status: 'unknown',
      reason: `the nodes disagree: ${said.map(({ provider, answer }) => `${provider} says ${answer}`).join(', ')}`,
      evidence: [id],
    });
    await odd.stop();
  });

  it('are not outvoted', async () => {
    proxies[2].fault = {
      alter: (reply, { method }) => (method === 'eth_getCode' ? { ...reply, result: '0x00' } : reply),
    };
    const reader = await open();
    expect(await reader.read({ kind: 'code', address: contract })).toMatchObject({ status: 'unknown' });
  });

  it('count for nothing where they do not know', async () => {
    const reader = await open({ urls: [urls[0], urls[1]] });
    proxies[1].fault = {
      intercept: ({ method }) => (method === 'eth_getCode' ? { error: { code: -32601, message: 'no' } } : undefined),
    };
    const code = await reader.read({ kind: 'code', address: contract });
    expect(code.status).toBe('known');
    expect(reader.gradeOf(code.evidence[0] as string)).toBe('read');
    expect(reader.doubts()).toEqual([]);
  });

  it('make unknown what none of them knows, with all reasons', async () => {
    const reader = await open({ urls: [urls[0], urls[1]] });
    proxies[0].fault = { intercept: () => ({ error: { code: 1, message: 'no' } }) };
    proxies[1].fault = { intercept: () => ({ error: { code: 1, message: 'never' } }) };
    expect(await reader.read({ kind: 'code', address: contract })).toMatchObject({
      reason: 'the node answered with error 1: no; the node answered with error 1: never',
    });
  });
});

describe('a node is dropped with notice', () => {
  it('when it does not answer', async () => {
    proxies[1].fault = { http: () => ({ status: 502 }) };
    const reader = await open();
    expect(reader.source).toBe(`2 nodes: ${hostOf(urls[0])}, ${hostOf(urls[2])}`);
    expect(reader.doubts()).toEqual([
      { kind: 'dropped', chainId: 31_337, provider: hostOf(urls[1]), reason: expect.stringContaining('HTTP 502') },
    ]);
  });

  it('when it is of another chain than the one that is meant', async () => {
    proxies[1].fault = { intercept: ({ method }) => (method === 'eth_chainId' ? { result: '0x1' } : undefined) };
    const reader = await open({ chainId: 31_337 });
    expect(reader.doubts()).toMatchObject([
      { provider: hostOf(urls[1]), reason: expect.stringContaining('of chain 1, not of chain 31337') },
    ]);
  });

  it('when it has another block there than most', async () => {
    const other = await startAnvil({ args: ['--timestamp', String(genesisTime + 1)] });
    await other.client.mine({ blocks: 9 });
    const reader = await open({ urls: [other.url, urls[0], urls[1]] });
    expect(reader.doubts()).toMatchObject([
      { provider: hostOf(other.url), reason: expect.stringMatching(/another block 6, with the hash 0x/) },
    ]);
    expect(reader.grade).toBe('agreed');
    await other.stop();
  });

  it('when it lags far behind the others', async () => {
    const late = await startAnvil({ args: ['--timestamp', String(genesisTime - 7200)] });
    const reader = await open({ urls: [late.url, urls[0], urls[1]] });
    expect(reader.doubts()).toMatchObject([
      { provider: hostOf(late.url), reason: expect.stringMatching(/older than the others'/) },
    ]);
    expect(reader.block.number).toBe(6n);
    await late.stop();
  });

  it('but one that claims to be far ahead does not make the others late', async () => {
    const early = await startAnvil({ args: ['--timestamp', String(genesisTime + 72_000)] });
    await early.client.mine({ blocks: 20 });
    const reader = await open({ urls: [early.url, urls[0], urls[1]] });
    expect(reader.doubts()).toMatchObject([{ provider: hostOf(early.url) }]);
    await early.stop();
  });

  it('and when it is the second client that fails, only that', async () => {
    const isSecond = (requests: readonly { readonly method: string; readonly params: readonly unknown[] }[]): boolean =>
      requests.some(({ method, params }) => method === 'eth_getBlockByNumber' && params[0] === '0x6');
    let asked = 0;
    proxies[2].fault = { http: (_, requests) => (isSecond(requests) && ++asked > 0 ? { body: '<html>' } : undefined) };
    const reader = await open({ secondClient: true });
    expect(asked).toBeGreaterThan(0);
    expect(reader.doubts()).toMatchObject([{ provider: `${hostOf(urls[2])}, second client` }]);
    expect(reader.grade).toBe('agreed');
  });
});

describe('opening fails', () => {
  it('when nobody says which of two chains is meant', async () => {
    proxies[1].fault = { intercept: ({ method }) => (method === 'eth_chainId' ? { result: '0x1' } : undefined) };
    await expect(open()).rejects.toMatchObject({
      kind: 'evidence',
      message: expect.stringContaining('different chains'),
    });
  });

  it('when no node answers', async () => {
    for (const proxy of proxies) proxy.fault = { http: () => ({ status: 500 }) };
    await expect(open()).rejects.toMatchObject({ kind: 'evidence', message: expect.stringContaining('HTTP 500') });
  });

  it('when one of the URLs is none', async () => {
    await expect(open({ urls: [urls[0], 'nonsense'] })).rejects.toMatchObject({ kind: 'input' });
  });
});
