import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildProgram, emptyFolder, folderWith, programFile } from '../cli/built-program.ts';
import { registry } from '../cli/sample-registry.ts';
import { optionsOf } from './options.ts';
import { action, runStep } from './runner.ts';

const fullfaith = buildProgram();
const before = { 'program.path': programFile() };
// The sample is of March 2025; nothing of it expires.
const env = { SOURCE_DATE_EPOCH: '1750000000' };

/** A workspace with the sample registry and the lock of it. */
async function lockedWorkspace(): Promise<string> {
  const directory = await folderWith(registry);
  expect(await fullfaith(['check', '--update'], { directory, env })).toMatchObject({ code: 0 });
  return directory;
}

describe('the file', () => {
  const [program, check] = action.runs.steps;

  test('is a composite action with a description of every input and output', () => {
    expect(action.runs.using).toBe('composite');
    for (const one of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(one.description).toMatch(/\w.*\.$/);
    }
    expect(JSON.parse(readFileSync('package.json', 'utf8')).files).toContain('action.yml');
  });

  test('passes only options that the gate has', () => {
    const passed = check?.run.match(/--[a-z-]+/g) ?? [];
    expect(passed.length).toBeGreaterThan(8);
    expect(passed.filter((option) => !optionsOf('check').includes(option))).toEqual([]);
  });

  test('uses every input, and never as text of a script', () => {
    const used = [program, check].flatMap((step) => Object.values(step?.env ?? {}));
    const expressions = Object.keys(action.inputs).map((name) => `\${{ inputs.${name} }}`);
    expect(used.toSorted()).toEqual([...expressions, '${{ steps.program.outputs.path }}'].toSorted());
    expect(action.runs.steps.map(({ run }) => run).join('\n')).not.toContain('${{');
  });
});

describe('the check', () => {
  test('all is as the lock says: it ends with 0, and fills summary and SARIF', async () => {
    const directory = await lockedWorkspace();
    const ran = await runStep('check', { directory, before, env, inputs: { sarif: 'out/gate.sarif' } });
    expect(ran).toMatchObject({ code: 0, outputs: { 'exit-code': '0', sarif: 'out/gate.sarif' } });
    expect(ran.stdout).toContain('Passed');
    expect(ran.stdout).not.toContain('::error');
    expect(ran.summary).toContain('## fullfaith check');
    expect(JSON.parse(readFileSync(join(directory, 'out/gate.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test('a chain without a lock: it ends with 1, and annotates the line of the entry', async () => {
    const directory = await folderWith(registry);
    const ran = await runStep('check', { directory, before, env });
    expect(ran).toMatchObject({ code: 1, outputs: { 'exit-code': '1' } });
    expect(ran.stdout).toMatch(/^::error file=registry\/chains\/sample\.yaml,line=1,.*no-lock/m);
    expect(ran.summary).toContain('no-lock');
    expect(ran.outputs).not.toHaveProperty('sarif');
  });

  test('every input reaches the program', async () => {
    const directory = await folderWith({ 'r/chains/sample.yaml': registry['registry/chains/sample.yaml'] });
    writeFileSync(join(directory, 'sample.json'), registry['registry/evidence/sample.json']);
    const places = ['--registry', 'r', '--evidence', '.', '--lock', 'my lock.yaml', '--policy', 'l2beat-2025'];
    expect(await fullfaith(['check', '--update', ...places], { directory, env })).toMatchObject({ code: 0 });
    const inputs = { registry: 'r', evidence: '.', lock: 'my lock.yaml', policy: 'l2beat-2025', chains: 'sample' };
    const switches = { strict: 'true', 'allow-better': 'true' };
    const fresh = { ...inputs, ...switches, 'max-age': '94' };
    const stale = { ...inputs, ...switches, 'max-age': '92' };
    expect(await runStep('check', { directory, before, env, inputs: fresh })).toMatchObject({ code: 0 });
    const ran = await runStep('check', { directory, before, env, inputs: stale });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('stale-evidence');
    const other = { ...inputs, chains: 'sample another' };
    const lost = await runStep('check', { directory, before, env, inputs: other });
    expect(lost).toMatchObject({ code: 2, outputs: { 'exit-code': '2' } });
    expect(lost.stderr).toContain('another');
  });

  test('nodes that do not answer: it ends with 3, and the recordings do not stand in', async () => {
    const directory = await lockedWorkspace();
    const inputs = { 'rpc-url': 'http://127.0.0.1:1 http://127.0.0.1:2' };
    const ran = await runStep('check', { directory, before, env, inputs });
    expect(ran).toMatchObject({ code: 3, outputs: { 'exit-code': '3' } });
  });

  test('a misspelt switch is refused, and nothing in an input is run', async () => {
    const directory = await lockedWorkspace();
    const misspelt = await runStep('check', { directory, before, env, inputs: { strict: 'yes' } });
    expect(misspelt.code).toBe(2);
    expect(misspelt.stdout).toContain('strict');
    const hostile = { chains: '$(touch a) `touch b` --update *', lock: '"; touch c; "' };
    const ran = await runStep('check', { directory, before, env, inputs: hostile });
    expect(ran.code).toBe(2);
    expect(['a', 'b', 'c'].filter((name) => existsSync(join(directory, name)))).toEqual([]);
  });
});

describe('the program', () => {
  /** A folder with an npm that only notes where it was called, and with what. */
  function notingNpm(): { readonly path: string; readonly calls: () => string } {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\necho "$PWD: $*" >> ${folder}/calls\n`);
    chmodSync(join(folder, 'npm'), 0o755);
    const calls = join(folder, 'calls');
    return {
      path: `${folder}:${process.env['PATH']}`,
      calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8') : ''),
    };
  }

  test('a published package has it', async () => {
    const npm = notingNpm();
    const home = await folderWith({ 'dist/cli.js': '' });
    const ran = await runStep('program', { directory: home, env: { PATH: npm.path, GITHUB_ACTION_PATH: home } });
    expect(ran).toMatchObject({ code: 0, outputs: { path: join(home, 'dist/cli.js') } });
    expect(npm.calls()).toBe('');
  });

  test('a checkout of the sources is installed, which builds it', async () => {
    const npm = notingNpm();
    const home = emptyFolder();
    const ran = await runStep('program', {
      directory: emptyFolder(),
      env: { PATH: npm.path, GITHUB_ACTION_PATH: home },
    });
    expect(ran).toMatchObject({ code: 0, outputs: { path: join(home, 'dist/cli.js') } });
    expect(npm.calls()).toMatch(new RegExp(`${home}: ci .*--include=dev`));
    expect(JSON.parse(readFileSync('package.json', 'utf8')).scripts.prepare).toBe('npm run build');
  });

  test('another version comes from npm', async () => {
    const npm = notingNpm();
    const env = { PATH: npm.path, GITHUB_ACTION_PATH: emptyFolder() };
    const ran = await runStep('program', { directory: emptyFolder(), env, inputs: { version: '1.2.3' } });
    expect(ran.code).toBe(0);
    expect(npm.calls()).toMatch(/install .* -- fullfaith@1\.2\.3\n$/);
    expect(ran.outputs['path']).toMatch(/node_modules\/fullfaith\/dist\/cli\.js$/);
  });
});
