import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChain } from '../../src/registry/load-registry.ts';
import { stacks } from '../../src/stacks/index.ts';
import { accounts, type Anvil, mine, startAnvil } from '../devnet/anvil.ts';
import { deployOpOracleStack, deployOpStack, type OpOracleStack, type OpStack } from '../devnet/op-stack.ts';
import { buildProgram, emptyFolder, folderWith } from './built-program.ts';
import { entry } from './sample-registry.ts';

const fullfaith = buildProgram();
const node = await startAnvil({ chainId: 1 });
afterAll(() => node.stop());
const known = { stacks: Object.fromEntries(stacks.map((stack) => [stack.id, stack])) };
const url = ['--rpc-url', node.url, '--block', 'latest'];

let op: OpStack;

describe('on the real contracts of the OP Stack', () => {
  let old: OpOracleStack;
  beforeAll(async () => {
    op = await deployOpStack(node);
    old = await deployOpOracleStack(node);
  });

  test.each(['portal', 'systemConfig', 'messenger', 'standardBridge'] as const)(
    '%s gives a valid entry that can be audited',
    async (name) => {
      const directory = await folderWith({ 'registry/chains/sample.yaml': entry });
      const run = await fullfaith(['add', op[name].address.toLowerCase(), ...url], { directory });
      expect(run.stderr).toContain('OP Stack: ');
      expect(run).toMatchObject({ code: 0, stdout: 'chain-10\n' });
      const chain = await loadChain(join(directory, 'registry'), 'chain-10', known);
      expect(chain).toMatchObject({
        chainId: 10,
        stack: 'op-stack',
        contracts: { SystemConfig: op.systemConfig.address },
      });
      const audit = await fullfaith(['status', 'chain-10', ...url, '--json'], { directory });
      const [report] = JSON.parse(audit.stdout).chains;
      expect(report.facts['proof.kind'].value).toBe('fraud');
    },
  );

  test('takes the id, the name and the chain id that no contract of an older chain tells', async () => {
    const directory = emptyFolder();
    const words = ['add', old.portal.address, '--id', 'older', '--name', 'An Older One', '--chain-id', '777', ...url];
    const run = await fullfaith([...words, '--registry', 'registry'], { directory });
    expect(run).toMatchObject({ code: 0, stdout: 'older\n' });
    const text = readFileSync(join(directory, 'registry/chains/older.yaml'), 'utf8');
    expect(text).toContain('id: older\nname: An Older One\nchainId: 777\nstack: op-stack\n');
  });

  test('overwrites nothing and adds no chain twice', async () => {
    const directory = await folderWith({ 'registry/chains/sample.yaml': entry });
    expect((await fullfaith(['add', op.portal.address, ...url], { directory })).code).toBe(0);
    const again = await fullfaith(['add', op.portal.address, '--id', 'other', ...url], { directory });
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('in the registry already, as "chain-10"');
    const taken = await fullfaith(['add', old.portal.address, '--id', 'sample', ...url], { directory });
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain('is not overwritten');
    expect(readFileSync(join(directory, 'registry/chains/sample.yaml'), 'utf8')).toBe(entry);
  });

  test('refuses a chain id that the contracts contradict', async () => {
    const directory = emptyFolder();
    const words = ['add', op.portal.address, '--chain-id', '11', '--registry', 'registry', ...url];
    const run = await fullfaith(words, { directory });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('the chain id is 10, not 11');
    expect(existsSync(join(directory, 'registry'))).toBe(false);
  });

  test('says what it saw of a contract that no stack knows', async () => {
    const run = await fullfaith(['add', op.council.address, ...url]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/No stack knows 0x.*a proxy \(/s);
  });
});

describe('on an L2, for an L3', () => {
  const l2 = 987654321;
  let l3: OpStack;
  const nodes: Anvil[] = [];
  beforeAll(async () => {
    nodes.push(await startAnvil({ chainId: l2 }));
    l3 = await deployOpStack(nodes[0] as Anvil);
    // An L2 is read where it is final, which a young node is only at its beginning.
    await mine(nodes[0] as Anvil, 100);
  });
  afterAll(() => nodes[0]?.stop());
  const own = () => ['--rpc-url', `${l2}=${nodes[0]?.url}`];

  test('the entry names the chain that it settles on, and is audited there', async () => {
    const directory = await folderWith({ 'registry/chains/sample.yaml': entry });
    const run = await fullfaith(['add', l3.portal.address, '--id', 'above', ...own()], { directory });
    expect(run).toMatchObject({ code: 0, stdout: 'above\n' });
    const chain = await loadChain(join(directory, 'registry'), 'above', known);
    expect(chain).toMatchObject({ host: 'sample', contracts: { SystemConfig: l3.systemConfig.address } });
    const audit = await fullfaith(['status', 'above', ...url, ...own(), '--json'], { directory });
    const [report] = JSON.parse(audit.stdout).chains;
    expect(report.facts['proof.kind'].value).toBe('fraud');
    expect(report.facts['host.is.ethereum'].value).toBe(false);
  });

  test('a host that the registry does not know has to be added first', async () => {
    const words = ['add', l3.portal.address, '--registry', 'registry', ...own()];
    const run = await fullfaith(words, { directory: emptyFolder() });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(`on chain ${l2}, which is not in the registry`);
  });

  test('where the same address is a contract on both, nothing is guessed', async () => {
    expect(l3.portal.address).toBe(op.portal.address);
    const directory = await folderWith({ 'registry/chains/sample.yaml': entry });
    const run = await fullfaith(['add', l3.portal.address, ...url, ...own()], { directory });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(`of Ethereum and at block`);
  });
});

test('an account without code is no chain', async () => {
  const run = await fullfaith(['add', accounts[0], ...url]);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('has no code at block');
});

test('what is no address, and no node, are said at once', async () => {
  const typo = await fullfaith(['add', '0x73a79Fab69143498Ed3712e519A88a918e1f4073', ...url]);
  expect(typo.code).toBe(2);
  expect(typo.stderr).toContain('wrong checksum');
  const nowhere = await fullfaith(['add', accounts[0]]);
  expect(nowhere.code).toBe(2);
  expect(nowhere.stderr).toContain('takes a node');
});

test('a node that does not answer is no statement about the contract', async () => {
  const run = await fullfaith(['add', accounts[0], '--rpc-url', 'http://127.0.0.1:1']);
  expect(run).toMatchObject({ code: 3, stdout: '' });
});
