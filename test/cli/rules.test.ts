import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProgram, emptyFolder } from './built-program.ts';

const fullfaith = buildProgram();

test('lists the rules of the default policy', async () => {
  const run = await fullfaith(['rules']);
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/^valid\/proof-system +at best separate-chain +\S/m);
});

test('lints every policy', async () => {
  const run = await fullfaith(['rules', 'lint']);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(/^full-faith: \d+ rules are fine$/m);
});

test('documents a policy: each rule with its question and its consequence', async () => {
  const run = await fullfaith(['rules', 'document', '--policy', 'full-faith']);
  expect(run.stdout).toMatch(/^# Full faith and credit\n/);
  expect(run.stdout).toMatch(/### valid\/proof-system\n\n.*otherwise at best \*\*separate-chain\*\*/);
  expect(run.stdout).toContain('```text\napplies: ');
});

test('a typo in a rule is one message with file, line and column', async () => {
  const directory = emptyFolder();
  cpSync('rules', join(directory, 'rules'), { recursive: true });
  const file = join(directory, 'rules/full-faith/valid/proof-system.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('fact.proof.', 'fact.prof.'));
  const run = await fullfaith(['rules', 'lint'], { directory });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/^error: rules\/full-faith\/valid\/proof-system\.yaml:\d+:\d+: .*fact\.prof\./);
  expect(run.stderr).not.toMatch(/\n {4}at /);
});

test('an unknown policy is named with those there are', async () => {
  const run = await fullfaith(['rules', '--policy', 'nothing']);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/^error: There is no policy .*nothing\.\nBeside it are full-faith, l2beat-2025\.$/m);
});

test('a policy is found by its name in the rules, or as a folder of one’s own', async () => {
  const directory = emptyFolder();
  cpSync('rules/full-faith', join(directory, 'my-rules'), { recursive: true });
  const ladder = join(directory, 'my-rules/policy.yaml');
  writeFileSync(ladder, readFileSync(ladder, 'utf8').replace('id: full-faith', 'id: my-rules'));
  const words = (policy: string) => ['rules', 'lint', '--policy', policy];
  expect((await fullfaith(words('my-rules'), { directory })).stdout).toMatch(/^my-rules: /);
  expect((await fullfaith(words('./my-rules'), { directory })).stdout).toMatch(/^my-rules: /);
  expect((await fullfaith(words('full-faith'), { directory })).stdout).toMatch(/^full-faith: /);
});

test('a rules folder of one’s own counts without a copy of the default policy, which is still found', async () => {
  const directory = emptyFolder();
  cpSync('rules/full-faith', join(directory, 'rules/strict'), { recursive: true });
  const ladder = join(directory, 'rules/strict/policy.yaml');
  writeFileSync(ladder, readFileSync(ladder, 'utf8').replace('id: full-faith', 'id: strict'));
  const lint = await fullfaith(['rules', 'lint'], { directory });
  expect(lint.stdout).toMatch(/^strict: \d+ rules are fine\n$/);
  expect((await fullfaith(['rules'], { directory })).code).toBe(0);
  expect((await fullfaith(['rules', '--policy', 'strict'], { directory })).code).toBe(0);
});
