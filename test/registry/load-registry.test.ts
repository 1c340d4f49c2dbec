import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FullfaithError } from '../../src/model/error.ts';
import { loadChain, loadRegistry } from '../../src/registry/load-registry.ts';
import { entryText, stacks } from './entry.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'registry-'));
  await mkdir(join(directory, 'chains'));
});

afterEach(() => rm(directory, { recursive: true }));

function write(id: string, chainId: number, more = ''): Promise<void> {
  const text = entryText.replace('id: example', `id: ${id}`).replace('chainId: 424242', `chainId: ${chainId}`);
  return writeFile(join(directory, 'chains', `${id}.yaml`), text + more);
}

async function complaint(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  if (!(error instanceof FullfaithError)) throw error;
  expect(error.kind).toBe('input');
  return error.message.replaceAll(`${directory}/`, '');
}

describe('all chains', () => {
  test('come sorted by id', async () => {
    await write('zeta', 3);
    await write('alpha', 5);
    const chains = await loadRegistry(directory, { stacks });
    expect(chains.map(({ id }) => id)).toEqual(['alpha', 'zeta']);
    expect(chains[0]?.location.file).toBe(join(directory, 'chains/alpha.yaml'));
  });

  test('are refused with the faults of every file', async () => {
    await write('alpha', 5, 'owner: me\n');
    await write('beta', -1);
    expect(await complaint(loadRegistry(directory))).toMatch(
      /^chains\/alpha\.yaml:36:1: unknown key "owner".*\nchains\/beta\.yaml:4:10: chainId cannot be negative\.$/,
    );
  });

  test('may not share a chain id, except for having none', async () => {
    await write('alpha', 5);
    await write('beta', 5);
    const none = entryText.replace('chainId: 424242', 'chainId: null');
    await writeFile(join(directory, 'chains/none.yaml'), none.replace('id: example', 'id: none'));
    await writeFile(join(directory, 'chains/nothing.yaml'), none.replace('id: example', 'id: nothing'));
    expect(await complaint(loadRegistry(directory))).toBe('chains/beta.yaml:4:1: chain id 5 is that of "alpha" too.');
  });

  test('settle on a chain that is there', async () => {
    await write('alpha', 5, 'host: beta\n');
    await write('betta', 6);
    expect(await complaint(loadRegistry(directory))).toBe(
      'chains/alpha.yaml:36:1: there is no chain "beta" to settle on. Did you mean "betta"?',
    );
  });

  test('do not settle on each other in a circle', async () => {
    await write('alpha', 5, 'host: beta\n');
    await write('beta', 6, 'host: alpha\n');
    await write('gamma', 7, 'host: alpha\n');
    expect(await complaint(loadRegistry(directory))).toBe(
      [
        'chains/alpha.yaml:36:1: the hosts go round in a circle.',
        'chains/beta.yaml:36:1: the hosts go round in a circle.',
      ].join('\n'),
    );
  });

  test('live in files called by their ids', async () => {
    await write('alpha', 5);
    await writeFile(join(directory, 'chains/beta.yaml'), entryText);
    expect(await complaint(loadRegistry(directory))).toBe(
      'chains/beta.yaml:2:1: id is "example", but the file is called beta.yaml.',
    );
    await rm(join(directory, 'chains/beta.yaml'));
    await writeFile(join(directory, 'chains/Gamma.yml'), entryText);
    expect(await complaint(loadRegistry(directory))).toBe(
      'chains/Gamma.yml: an entry’s file is its id and .yaml; an id holds a-z, 0-9 and -.',
    );
  });

  test('are not looked for where there is no registry', async () => {
    expect(await complaint(loadRegistry(join(directory, 'nowhere')))).toBe('nowhere/chains cannot be read (ENOENT).');
  });
});

describe('one chain', () => {
  test('does not need the others to be right', async () => {
    await write('alpha', 5);
    await write('beta', -1);
    expect((await loadChain(directory, 'alpha', { stacks })).chainId).toBe(5);
  });

  test.each([
    ['alhpa', 'There is no chain "alhpa" in chains. Did you mean "alpha"?'],
    ['../chains/alpha', 'There is no chain "../chains/alpha" in chains.'],
    ['__proto__', 'There is no chain "__proto__" in chains.'],
    ['\u001b[2J', 'There is no chain "\\u001b[2J" in chains.'],
  ])('%j is unknown', async (id, message) => {
    await write('alpha', 5);
    expect(await complaint(loadChain(directory, id))).toBe(message);
  });
});

test('one chain comes with those that it settles on, and not without them', async () => {
  await write('upper', 3);
  await write('lower', 5);
  const file = join(directory, 'chains/upper.yaml');
  const text = entryText.replace('id: example', 'id: upper').replace('chainId: 424242', 'chainId: 3');
  await writeFile(file, `${text}\nhost: lower\n`);
  const alone = await loadChain(directory, 'upper', { stacks });
  const [, among] = await loadRegistry(directory, { stacks });
  expect(alone.settlesOn?.id).toBe('lower');
  expect(among?.settlesOn).toEqual(alone.settlesOn);
  expect(alone.settlesOn).not.toHaveProperty('settlesOn');
  await writeFile(file, `${text}\nhost: nowhere\n`);
  expect(await complaint(loadChain(directory, 'upper', { stacks }))).toContain(
    'there is no chain "nowhere" to settle on',
  );
});
