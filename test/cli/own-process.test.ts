import { expect, test } from 'vitest';
import { commands } from '../../src/cli/program.ts';
import { buildProgram, spawnedProgram } from './built-program.ts';

const fullfaith = buildProgram();
const published = spawnedProgram();
const here = { directory: process.cwd(), env: { SOURCE_DATE_EPOCH: '1748736000' } };

/** One use of each command, on the registry of this checkout; without a node some only refuse. */
const uses: Readonly<Record<string, readonly string[]>> = {
  status: ['status', 'base'],
  audit: ['audit', 'base', 'optimism', '--format', 'json'],
  explain: ['explain', 'base', 'untouched'],
  graph: ['graph', 'base'],
  shared: ['shared', 'base', 'optimism'],
  check: ['check', 'base', 'optimism'],
  diff: ['diff', 'registry/evidence/base.json', 'registry/evidence/base.json'],
  watch: ['watch', 'base'],
  record: ['record', 'base'],
  verify: ['verify', 'registry/evidence/base.json'],
  prove: ['prove', 'base'],
  add: ['add', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  import: ['import', 'superchain-registry', 'no-such-folder'],
  rules: ['rules', 'lint'],
};

// The other tests run the program in this process: so they show what the published one does.
test.each(commands.map(({ name }) => name))('%s in a process of its own says what it says here', async (name) => {
  const words = uses[name] ?? [];
  const alone = await published(words, here);
  expect(alone).toEqual(await fullfaith(words, here));
  expect(alone.stdout + alone.stderr).toMatch(/\S/);
});
