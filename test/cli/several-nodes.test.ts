import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { numberToHex, pad, type Hex } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AuditReport, ChainReport } from '../../src/model/report.ts';
import { startAnvil, type Anvil } from '../devnet/anvil.ts';
import { startFaultProxy, type FaultProxy } from '../devnet/fault-proxy.ts';
import { buildProgram, emptyFolder, type Run } from './built-program.ts';
import { startChangingChain, today, type ChangingChain } from './changing-chain.ts';
import { copyNode } from './copied-node.ts';

const fullfaith = buildProgram();

let chain: ChangingChain;
let urls: { readonly own: string; readonly l2: string };
let copies: readonly [host: Anvil, l2: Anvil];
/** Before the copy of Ethereum's node. */
let proxy: FaultProxy;

beforeAll(async () => {
  chain = await startChangingChain();
  const [, own = '', , side = ''] = chain.live;
  urls = { own, l2: side.slice('10='.length) };
  copies = [await copyNode({ url: own, chainId: 1 }), await copyNode({ url: urls.l2, chainId: 10 })];
  proxy = await startFaultProxy(copies[0].url);
}, 60_000);
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await Promise.all([chain, ...copies].map((one) => one.stop()));
});

function run(words: readonly string[], nodes: readonly string[] = both()): Promise<Run> {
  const rpc = nodes.flatMap((url) => ['--rpc-url', url]);
  return fullfaith([...words, ...rpc, '--block', 'latest'], { directory: chain.directory, env: today });
}

function both(): readonly string[] {
  return [urls.own, `1=${proxy.url}`, `10=${urls.l2}`, `10=${copies[1].url}`];
}

async function status(words: readonly string[] = [], nodes?: readonly string[]): Promise<ChainReport> {
  const { stdout, stderr, code } = await run(['status', 'changing', '--json', ...words], nodes);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return (JSON.parse(stdout) as AuditReport).chains[0] as ChainReport;
}

let whole: Promise<ChainReport> | undefined;
/** What all nodes say, which no test changes for good: audited once. */
const agreedStatus = () => (whole ??= status());

const hostOf = (url: string) => new URL(url).host;

describe('nodes that agree', () => {
  test('give an audit of grade agreed, with the verdict that one of them gives', async () => {
    const [agreed, single] = [await agreedStatus(), await status([], [urls.own, `10=${urls.l2}`])];
    expect(agreed.evidence).toMatchObject({ grade: 'agreed', blockTrust: 'providers', failed: [] });
    expect(agreed.evidence).not.toHaveProperty('grades');
    expect(agreed.evidence).not.toHaveProperty('doubts');
    expect(single.evidence).toMatchObject({ grade: 'read', blockTrust: 'provider' });
    expect({ ...agreed, evidence: null }).toEqual({ ...single, evidence: null });
  });

  test('are each asked for every read, and the last by an independent client too', async () => {
    const asked = new Map<string, number>();
    proxy.fault = {
      intercept({ method, params }) {
        const key = `${method} ${JSON.stringify(params.slice(0, 2))}`.toLowerCase();
        if (method === 'eth_getCode') asked.set(key, (asked.get(key) ?? 0) + 1);
        return undefined;
      },
    };
    const { code } = await status();
    for (const id of Object.keys(code).filter((one) => one.startsWith('1/'))) {
      const address = id.split('/')[2] ?? '';
      const ways = [...asked.keys()].filter((key) => key.includes(address));
      expect([id, ways.length]).toEqual([id, 2]);
    }
  });

  test('but not on the chain that only one of them serves', async () => {
    const { evidence } = await status([], [urls.own, proxy.url, `10=${urls.l2}`]);
    expect(evidence).toMatchObject({ grade: 'read', blockTrust: 'providers' });
    expect(evidence.grades?.map(({ grade }) => grade)).toEqual(['agreed', 'read']);
  });

  test('count once where they are one provider', async () => {
    const { evidence } = await status([], [urls.own, `${urls.own}/other-key`, `10=${urls.l2}`]);
    expect(evidence).toMatchObject({ grade: 'read', blockTrust: 'provider' });
  });
});

/** The council’s threshold at one of the nodes, without a block that says so. */
async function withOtherThreshold<T>(then: () => Promise<T>): Promise<T> {
  const { client } = copies[0];
  const { address } = chain.op.council;
  const index = numberToHex(4, { size: 32 });
  const before = (await client.getStorageAt({ address, slot: index })) ?? '0x';
  await client.setStorageAt({ address, index, value: pad('0x01', { size: 32 }) });
  try {
    return await then();
  } finally {
    await client.setStorageAt({ address, index, value: pad(before, { size: 32 }) });
  }
}

const getThreshold: Hex = '0xe75235b8';

describe('nodes that diverge in one slot', () => {
  test('disagree on exactly the fact that rests on it', async () => {
    const [agreed, split] = [await agreedStatus(), await withOtherThreshold(() => status())];
    const id = `1/call/${chain.op.council.address.toLowerCase()}/${getThreshold}`;
    expect(split.evidence.doubts).toEqual([
      {
        kind: 'disagreement',
        id,
        said: [
          { provider: hostOf(urls.own), answer: expect.any(String) },
          { provider: hostOf(proxy.url), answer: `{"returned":"${pad('0x01', { size: 32 })}"}` },
          { provider: hostOf(proxy.url), answer: `{"returned":"${pad('0x01', { size: 32 })}"}` },
        ],
      },
    ]);
    expect(split.evidence.failed.map((one) => one.id)).toEqual([id]);
    expect(split.evidence.failed[0]?.reason).toMatch(/^the nodes disagree: .* says .*, .* says /);
    const council = (report: ChainReport) =>
      report.bodies.find(({ address }) => address === chain.op.council.address)?.authority;
    expect(council(split)).not.toEqual(council(agreed));
    expect(JSON.stringify(council(split))).toContain('the nodes disagree');
    expect(rank(split)).toBeLessThanOrEqual(rank(agreed));
  });

  test('say so in every format', async () => {
    const formats = ['terminal', 'markdown', 'sarif', 'junit', 'github'];
    const files = await withOtherThreshold(() => written(['audit', 'changing'], formats));
    expect(files).toHaveLength(formats.length);
    const said = `providers disagree on 1/call/${chain.op.council.address.toLowerCase()}/${getThreshold}`;
    for (const text of files) expect(text).toContain(said);
  });

  test('and at the gate', async () => {
    const formats = ['json', 'terminal', 'markdown', 'sarif', 'junit', 'github'];
    const files = await withOtherThreshold(() => written(['check', 'changing'], formats));
    expect(files).toHaveLength(formats.length);
    for (const text of files) expect(text).toMatch(/Providers disagree: /);
  });
});

/** What a run says in each of these formats: on stdout for people, the others in files. */
async function written(words: readonly string[], formats: readonly string[]): Promise<readonly string[]> {
  const out = emptyFolder();
  const { stdout } = await run([...words, '--format', formats.join(), '--out', out]);
  return [stdout, ...readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'))];
}

const levels = ['separate-chain', 'multisig-mediated', 'council-backed', 'full-faith'];
const rank = ({ credit }: ChainReport) => levels.indexOf(credit.worst);

describe('a node is left out with notice, and the grade falls,', () => {
  const dropped = (evidence: ChainReport['evidence']) =>
    evidence.doubts?.map((doubt) => (doubt.kind === 'dropped' ? [doubt.chainId, doubt.provider, doubt.reason] : doubt));

  test('when it is of another chain', async () => {
    proxy.fault = { intercept: ({ method }) => (method === 'eth_chainId' ? { result: '0x5' } : undefined) };
    const { evidence } = await status();
    expect(dropped(evidence)).toEqual([[1, hostOf(proxy.url), expect.stringContaining('of chain 5, not of chain 1')]]);
    expect(evidence).toMatchObject({ grade: 'read', blockTrust: 'provider' });
  });

  test('when its block has another hash', async () => {
    const lie = (result: unknown) => ({ ...(result as object), hash: `0x${'42'.repeat(32)}` });
    proxy.fault = {
      alter: (reply, { method }) =>
        method.startsWith('eth_getBlockBy') ? { ...reply, result: lie(reply.result) } : reply,
    };
    const { evidence } = await status();
    expect(dropped(evidence)).toEqual([[1, hostOf(proxy.url), expect.stringMatching(/another block .* 0x4242/)]]);
    expect(evidence.grade).toBe('read');
  });

  test('when it has no state of the block', async () => {
    const pruned = { error: { code: -32_000, message: 'missing trie node 0x12 (path ) state is not available' } };
    proxy.fault = {
      intercept: ({ method }) => (/call|getCode|getStorageAt/.test(method) ? pruned : undefined),
    };
    const { evidence } = await status();
    expect(dropped(evidence)).toEqual([[1, hostOf(proxy.url), expect.stringContaining('missing trie node')]]);
  });

  test('when it lags behind', async () => {
    const late = await startAnvil({ chainId: 1, args: ['--timestamp', '1700000000'] });
    const { evidence } = await status([], [urls.own, late.url, `10=${urls.l2}`]);
    expect(dropped(evidence)).toEqual([[1, hostOf(late.url), expect.stringContaining('older than the others')]]);
    expect(evidence.grade).toBe('read');
    await late.stop();
  });

  test('or does not answer, also in the summary of a recording', async () => {
    proxy.fault = { http: () => ({ status: 502 }) };
    const { evidence } = await status();
    expect(dropped(evidence)).toEqual([[1, hostOf(proxy.url), expect.stringContaining('HTTP 502')]]);
    const { stderr, code } = await run(['record', 'changing', '--evidence', 'once']);
    expect([code, stderr]).toEqual([0, expect.stringContaining(`${hostOf(proxy.url)} (chain 1) takes no part`)]);
  }, 60_000);

  test('and where none is left, nothing is concluded', async () => {
    proxy.fault = { http: () => ({ status: 502 }) };
    const { code, stdout } = await run(['status', 'changing'], [proxy.url, `${proxy.url}/other-key`]);
    expect([code, stdout]).toEqual([3, '']);
  });
});

describe('--require-grade', () => {
  test('agreed changes nothing where all nodes agree', async () => {
    expect(await status(['--require-grade', 'agreed'])).toEqual(await agreedStatus());
  });

  test.each(['status', 'audit', 'check', 'record'])(
    'agreed stops %s with exit code 3 before a single node',
    async (command) => {
      const { code, stdout, stderr } = await run([command, 'changing', '--require-grade', 'agreed'], [urls.own]);
      expect([command, code]).toEqual([command, 3]);
      if (command !== 'check') expect(stdout).toBe('');
      expect(stdout + stderr).toMatch(/grade agreed/);
    },
  );

  test('agreed stops watch, which tells an outage', async () => {
    const words = ['watch', 'changing', '--once', '--require-grade', 'agreed', '--state', 'graded.json'];
    expect((await run(words, [urls.own])).code).toBe(3);
    expect((await run(words)).stderr).toContain('Watching 1 chain from now on');
  }, 60_000);

  test('makes a read unknown that only one node answers, and no verdict better', async () => {
    const address = chain.op.council.address.toLowerCase();
    proxy.fault = {
      intercept: ({ method, params }) =>
        method === 'eth_getCode' && String(params[0]).toLowerCase() === address
          ? { error: { code: -32_601, message: 'no' } }
          : undefined,
    };
    const [loose, strict] = [await status(), await status(['--require-grade', 'agreed'])];
    expect(loose.evidence).toMatchObject({ grade: 'read', failed: [] });
    expect(strict.evidence.failed).toEqual([
      { id: `1/code/${address}`, reason: 'its grade is read, agreed is required' },
    ]);
    expect(strict.evidence.grade).toBe('agreed');
    expect(rank(strict)).toBeLessThanOrEqual(rank(loose));
  });

  test('counts in recordings what only one node answered', async () => {
    const address = chain.op.council.address.toLowerCase();
    proxy.fault = {
      intercept: ({ method, params }) =>
        method === 'eth_getProof' || (method === 'eth_getCode' && String(params[0]).toLowerCase() === address)
          ? { error: { code: -32_601, message: 'no' } }
          : undefined,
    };
    // Neither node proves anything, so that only the grades of the reads are left.
    const second = await startFaultProxy(urls.own);
    second.fault = {
      intercept: ({ method }) => (method === 'eth_getProof' ? { error: { code: -32_601, message: 'no' } } : undefined),
    };
    const recorded = await run(
      ['record', 'changing', '--evidence', 'lone'],
      [second.url, proxy.url, `10=${urls.l2}`, `10=${copies[1].url}`],
    );
    await second.stop();
    expect([recorded.code, recorded.stderr]).toEqual([0, expect.stringContaining('Without proofs of chain 1: ')]);
    const replay = (words: readonly string[]) =>
      fullfaith(['status', 'changing', '--json', '--evidence', 'lone', ...words], {
        directory: chain.directory,
        env: today,
      });
    const evidenceOf = ({ stdout }: Run) => (JSON.parse(stdout) as AuditReport).chains[0]?.evidence;
    const loose = evidenceOf(await replay([]));
    expect(loose?.grades).toContainEqual({ grade: 'read', reads: 1 });
    const strict = evidenceOf(await replay(['--require-grade', 'agreed']));
    expect(strict?.failed.map(({ id }) => id)).toContain(`1/code/${address}`);
    expect(strict?.grade).toBe('agreed');
  }, 60_000);

  test('is none of the grades that only people give', async () => {
    expect((await run(['status', 'changing', '--require-grade', 'attested'])).code).toBe(2);
  });

  test('that recordings from a data set do not have is missing evidence', async () => {
    const from = ['--evidence', 'set', '--reconstructed-from', 'a data set'];
    expect((await run(['record', 'changing', ...from])).code).toBe(0);
    const options = { directory: chain.directory, env: today };
    const named = await fullfaith(['status', 'changing', '--evidence', 'set', '--require-grade', 'read'], options);
    expect(named).toMatchObject({ code: 3, stdout: '' });
    const all = await fullfaith(['audit', '--json', '--evidence', 'set', '--require-grade', 'read'], options);
    const report = JSON.parse(all.stdout) as AuditReport;
    expect(report).toMatchObject({ chains: [], unaudited: [{ id: 'changing' }] });
  }, 60_000);
});
