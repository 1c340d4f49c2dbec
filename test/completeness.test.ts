import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/cli/program.ts';
import { diffReporters } from '../src/report/diff/index.ts';
import { gateReporters } from '../src/report/gate/index.ts';
import { reporters } from '../src/report/index.ts';
import { verificationReporters } from '../src/report/verification/index.ts';
import { stacks } from '../src/stacks/index.ts';

/** Folders in which every file is one of a kind, and the file that lists them all. */
const kinds = [
  { folder: 'src/authority/controllers', list: 'src/authority/controllers/index.ts', tests: 'test/authority' },
  { folder: 'src/authority/modules', list: 'src/authority/modules/index.ts', tests: 'test/authority' },
  { folder: 'src/authority/proxies', list: 'src/authority/proxies/index.ts', tests: 'test/authority' },
  { folder: 'src/cli/commands', list: 'src/cli/program.ts', tests: 'test/cli' },
] as const;

const tests = filesUnder('test').filter((file) => file.endsWith('.test.ts'));

describe.each(kinds)('$folder', ({ folder, list, tests: testFolder }) => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.slice(0, -'.ts'.length));

  test('every file is registered', () => {
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !imports(list, name))).toEqual([]);
  });

  test('every file has a test', () => {
    expect(names.filter((name) => !hasTest(testFolder, name))).toEqual([]);
  });
});

describe.each([
  ['src/report', reporters],
  ['src/report/gate', gateReporters],
  ['src/report/diff', diffReporters],
  ['src/report/verification', verificationReporters],
] as const)('%s', (folder, registered) => {
  test('every file with a reporter is registered and has a test', () => {
    const files = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile());
    const isReporter = ({ name }: { readonly name: string }) => /: \w*Reporter = \{/.test(read(join(folder, name)));
    const names = files.filter(isReporter).map(({ name }) => name.slice(0, -'.ts'.length));
    expect(names.toSorted()).toEqual(registered.map(({ format }) => format).toSorted());
    const tests = folder.replace('src/', 'test/');
    expect(names.filter((name) => !existsSync(`${tests}/${name}.test.ts`))).toEqual([]);
  });
});

test('every stack is registered, has a test, and a chain or its real contracts on a node', () => {
  const files = filesUnder('src/stacks').filter((file) => /: Stack = \{/.test(read(file)));
  expect(files.length).toBe(stacks.length);
  const used = readdirSync('registry/chains').map(
    (file) => /^stack: *(\S+)$/m.exec(read(`registry/chains/${file}`))?.[1],
  );
  // Of a stack whose chains nobody has published the state of, only the contracts are at hand.
  const isTried = (id: string) => used.includes(id) || existsSync(`test/devnet/${id}.test.ts`);
  expect(stacks.filter(({ id }) => !hasTest('test/stacks', id) || !isTried(id)).map(({ id }) => id)).toEqual([]);
});

test('every command is called what its file is', () => {
  const names = readdirSync('src/cli/commands').map((file) => file.replace(/\.ts$/, ''));
  expect(commands.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test('every rule and dimension has cases, and no case has lost its rule', () => {
  const cases = filesUnder('test/rules/cases').map((file) => file.replace('test/rules/cases/', ''));
  const rules = filesUnder('rules').map((file) => file.replace('rules/', ''));
  expect(cases.toSorted()).toEqual(rules.filter((file) => !file.endsWith('/policy.yaml')).toSorted());
});

test('every recording has a chain', () => {
  const idsIn = (folder: string, end: string) =>
    readdirSync(folder).flatMap((file) => (file.endsWith(end) ? [file.slice(0, -end.length)] : []));
  // A chain may be listed before anybody has recorded it: it is then shown as undetermined.
  const chains = new Set(idsIn('registry/chains', '.yaml'));
  const recordings = idsIn('registry/evidence', '.json');
  expect(recordings.length).toBeGreaterThan(50);
  expect(recordings.filter((id) => !chains.has(id))).toEqual([]);
});

test('every kind of thing that can be added is explained', () => {
  const text = read('CONTRIBUTING.md');
  for (const kind of ['chain', 'rule', 'stack', 'report format']) expect(text).toContain(`## Add a ${kind}`);
});

test('the README and the help name every command', () => {
  const text = read('README.md');
  expect(commands.filter(({ name }) => !text.includes(`fullfaith ${name}`)).map(({ name }) => name)).toEqual([]);
});

function imports(list: string, name: string): boolean {
  return new RegExp(`from '\\./([a-z-]+/)*${name}\\.ts'`).test(read(list));
}

/** A test of its own, or one of several of its kind that calls it by name. */
function hasTest(folder: string, name: string): boolean {
  const called = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const mention = new RegExp(`['"/]${name}(\\.ts)?['"]|\\b${called}(Module)?\\b`, 'i');
  const own = new RegExp(`/${name}(\\.test\\.ts$|/)`);
  return tests.some((file) => file.startsWith(`${folder}/`) && (own.test(file) || mention.test(read(file))));
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
