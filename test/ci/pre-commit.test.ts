import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildProgram, folderWith } from '../cli/built-program.ts';
import { registry } from '../cli/sample-registry.ts';
import { faultsOf } from './options.ts';

type Hook = {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
};

const fullfaith = buildProgram();
const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly Hook[];
const env = { SOURCE_DATE_EPOCH: '1750000000' };

function hook(id: string): Hook & { readonly words: readonly string[] } {
  const found = hooks.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no hook ${id}`);
  return { ...found, words: found.entry.split(' ').slice(1) };
}

describe.each(hooks.map(({ id }) => id))('%s', (id) => {
  const { entry, language, pass_filenames: passed, words } = hook(id);

  test('calls a program that the package installs, with what it takes', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
    expect(Object.keys(bin)).toContain(entry.split(' ')[0]);
    expect(language).toBe('node');
    expect(faultsOf(words)).toEqual([]);
    // The names of files would be taken for chains.
    expect(passed).toBe(false);
  });
});

test('the gate passes as long as the entry is what the lock says, and fails on an edit', async () => {
  const { words, files } = hook('fullfaith-check');
  const directory = await folderWith(registry);
  expect(await fullfaith([...words, '--update'], { directory, env })).toMatchObject({ code: 0 });
  expect(await fullfaith(words, { directory, env })).toMatchObject({ code: 0 });
  const [path = '', entry = ''] = Object.entries(registry)[0] ?? [];
  const others = await folderWith({ ...registry, [path]: entry.replace('Sample', 'Renamed') });
  expect(await fullfaith(words, { directory: others, env })).toMatchObject({ code: 1 });
  for (const edited of [path, 'registry/credit.lock.yaml', `infra/${path}`]) expect(edited).toMatch(new RegExp(files));
  expect('src/registry.ts').not.toMatch(new RegExp(files));
});

test('the rules that ship pass, a rule of one’s own with a typo does not', async () => {
  const { words, files } = hook('fullfaith-rules');
  expect(await fullfaith(words)).toMatchObject({ code: 0 });
  const policy = readFileSync('rules/full-faith/policy.yaml', 'utf8').replace('id: full-faith', 'id: my-rules');
  const rule = { 'my-rules/policy.yaml': policy, 'my-rules/valid/typo.yaml': 'guarantee: valid\nchekc: true\n' };
  const run = await fullfaith([...words, '--policy', 'my-rules'], { directory: await folderWith(rule) });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('typo.yaml');
  expect('rules/full-faith/valid/council-window.yaml').toMatch(new RegExp(files));
});
