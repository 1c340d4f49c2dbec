import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startAnvil } from '../devnet/anvil.ts';
import { buildProgram, folderWith } from './built-program.ts';
import { entry, registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const node = await startAnvil({ chainId: 1 });
afterAll(() => node.stop());

const bare = { 'registry/chains/sample.yaml': entry };
const fixed = { SOURCE_DATE_EPOCH: '1900000000' };

test('what was recorded replays to the report that the node gives', async () => {
  const directory = await folderWith(bare);
  const live = await fullfaith(['status', 'sample', '--rpc-url', node.url, '--json'], { directory, env: fixed });
  const recorded = await fullfaith(['record', 'sample', '--rpc-url', node.url], { directory });
  const replayed = await fullfaith(['status', 'sample', '--json'], { directory, env: fixed });
  expect(recorded).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'Written: registry/evidence/sample.json\n  Proved on chain 1: 1 of 1 reads.\n',
  });
  expect(live.code).toBe(0);
  expect(JSON.parse(live.stdout).chains[0].evidence.grade).toBe('read');
  // What was recorded was proved as well.
  expect(replayed.stdout).toBe(live.stdout.replace('"grade": "read"', '"grade": "proved"'));
});

test('takes the node from ETH_RPC_URL, and its evidence instead of the recording', async () => {
  const directory = await folderWith(registry);
  const env = { ETH_RPC_URL: node.url };
  const [live, recorded] = await Promise.all([
    fullfaith(['status', 'sample', '--json'], { directory, env }),
    fullfaith(['status', 'sample', '--json', '--evidence', 'registry/evidence'], { directory, env }),
  ]);
  expect(JSON.parse(live.stdout).chains[0].evidence.grade).toBe('read');
  expect(JSON.parse(recorded.stdout).chains[0].evidence.grade).toBe('reconstructed');
});

test('evidence that was reconstructed from a data set says so for ever', async () => {
  const directory = await folderWith(bare);
  const words = ['record', 'sample', '--rpc-url', node.url, '--reconstructed-from', 'somebody’s archive'];
  await fullfaith(words, { directory });
  const { stdout } = await fullfaith(['status', 'sample', '--json'], { directory });
  expect(JSON.parse(stdout).chains[0].evidence).toMatchObject({ grade: 'reconstructed', source: 'somebody’s archive' });
});

test('reads at the block that it is told', async () => {
  await node.client.mine({ blocks: 3 });
  const directory = await folderWith(bare);
  const words = ['record', 'sample', '--rpc-url', node.url, '--block', '2'];
  expect((await fullfaith(words, { directory })).code).toBe(0);
  expect(readFileSync(join(directory, 'registry/evidence/sample.json'), 'utf8')).toContain('"number":2,');
});

test('what no stack judges is left out, and refused where it is asked for', async () => {
  const asked = entry
    .replace('id: sample', 'id: asked')
    .replace(/^chainId: .*$/m, 'chainId: null')
    .replace(/^stack: .*$/m, 'stack: listed')
    .replace(/^contracts:\n(?: .*\n)*/m, '');
  const directory = await folderWith({ ...bare, 'registry/chains/asked.yaml': asked });
  const all = await fullfaith(['record', '--rpc-url', node.url], { directory });
  expect(all.code).toBe(0);
  expect(existsSync(join(directory, 'registry/evidence/sample.json'))).toBe(true);
  expect(existsSync(join(directory, 'registry/evidence/asked.json'))).toBe(false);
  const named = await fullfaith(['record', 'asked', '--rpc-url', node.url], { directory });
  expect(named.code).toBe(2);
  expect(named.stderr).toContain('nothing to record of');
});

test('without a node nothing is recorded', async () => {
  const directory = await folderWith(bare);
  const run = await fullfaith(['record', 'sample'], { directory });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/^error: A recording needs a node\.\n.*--rpc-url/);
  expect(existsSync(join(directory, 'registry/evidence'))).toBe(false);
});
