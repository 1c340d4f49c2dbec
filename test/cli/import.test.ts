import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadRegistry } from '../../src/registry/load-registry.ts';
import { stacks } from '../../src/stacks/index.ts';
import { buildProgram, folderWith } from './built-program.ts';
import { entry } from './sample-registry.ts';

const fullfaith = buildProgram();
const configs = 'theirs/superchain/configs/mainnet';
const toml = (name: string, chainId: number, contract: string) =>
  `name = "${name}"\nchain_id = ${chainId}\nseq_window_size = 3600\n[addresses]\nSystemConfigProxy = "${contract}"\n`;
const theirs = {
  'theirs/superchain/addresses/addresses.json': '{}',
  [`${configs}/first.toml`]: toml('First', 4321, '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'),
  [`${configs}/twin.toml`]: toml('Twin', 987654321, '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'),
};
const env = { SOURCE_DATE_EPOCH: '1795305600' };
const words = ['import', 'superchain-registry', 'theirs'];

test('writes valid entries for the chains that are not there, and leaves the others alone', async () => {
  const directory = await folderWith({ ...theirs, 'registry/chains/sample.yaml': entry });
  const run = await fullfaith([...words, '--revision', 'abc', '--date', '2026-08-04'], { directory, env });
  expect(run).toMatchObject({ code: 0, stdout: '' });
  expect(run.stderr).toBe('Written: registry/chains/first.yaml\n1 new, 1 there already.\n');
  expect(readFileSync(join(directory, 'registry/chains/sample.yaml'), 'utf8')).toBe(entry);
  const known = { stacks: Object.fromEntries(stacks.map((stack) => [stack.id, stack])) };
  const [first] = await loadRegistry(join(directory, 'registry'), known);
  expect(first).toMatchObject({ id: 'first', name: 'First', chainId: 4321, stack: 'op-stack' });
  expect(first?.claims['sequencing.window.blocks']).toMatchObject({ value: 3600, date: '2026-08-04' });
  const again = await fullfaith(words, { directory, env });
  expect(again.stderr).toBe('0 new, 2 there already.\n');
});

test('where there is no registry yet, begins one', async () => {
  const directory = await folderWith(theirs);
  const run = await fullfaith([...words, '--registry', 'mine'], { directory, env });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('2 new, 0 there already.') });
  expect(await loadRegistry(join(directory, 'mine'))).toHaveLength(2);
});

test('a copy of no stated revision is cited by the day', async () => {
  const directory = await folderWith({ ...theirs, 'registry/chains/sample.yaml': entry });
  await fullfaith(words, { directory, env });
  const text = readFileSync(join(directory, 'registry/chains/first.yaml'), 'utf8');
  expect(text).toContain('superchain-registry (copy of 2026-11-22)');
});

test('another chain of the same name stops everything', async () => {
  const registry = { 'registry/chains/first.yaml': entry.replace('id: sample', 'id: first') };
  const directory = await folderWith({
    ...theirs,
    ...registry,
    [`${configs}/alpha.toml`]: toml('A', 5, '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'),
  });
  const run = await fullfaith(words, { directory, env });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('first (chain id 4321)');
  expect(readdirSync(join(directory, 'registry/chains'))).toEqual(['first.yaml']);
});

test('a folder that is no such registry, and a strange date, are refused', async () => {
  const directory = await folderWith({ ...theirs, 'registry/chains/sample.yaml': entry });
  const elsewhere = await fullfaith(['import', 'superchain-registry', 'registry'], { directory, env });
  expect(elsewhere.code).toBe(2);
  expect(elsewhere.stderr).toContain('cannot be read');
  const strange = await fullfaith([...words, '--date', 'yesterday'], { directory, env });
  expect(strange.code).toBe(2);
});
