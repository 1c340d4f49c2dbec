import { expect, test } from 'vitest';
import { buildProgram, folderWith } from './built-program.ts';
import { leastSeconds, timed } from './cpu-time.ts';
import { registry } from './sample-registry.ts';

const fullfaith = buildProgram();

test('shows one chain in full from its recording, and says on stderr that it is one', async () => {
  const run = await fullfaith(['status', 'sample'], { directory: await folderWith(registry) });
  expect(run.code).toBe(0);
  expect(run.stderr).toBe('Reading the recordings in registry/evidence; --rpc-url or ETH_RPC_URL reads from a node.\n');
  expect(run.stdout).toMatch(/^Sample \(sample, chain id 987654321, op-stack\)\n/);
  expect(run.stdout).toContain('reconstructed, block 22000000 of 2025-03-13');
});

test('where all evidence is lost the credit is not above the lowest level', async () => {
  const run = await fullfaith(['status', 'sample', '--json'], { directory: await folderWith(registry) });
  const report = JSON.parse(run.stdout);
  expect(report.chains[0].credit.level).toBe(report.policy.levels[0].id);
  expect(report.chains[0].evidence.failed.length).toBeGreaterThan(0);
});

test('a pipe and NO_COLOR get no colour, FORCE_COLOR does', async () => {
  const directory = await folderWith(registry);
  const piped = await fullfaith(['status', 'sample'], { directory });
  const forced = await fullfaith(['status', 'sample'], { directory, env: { FORCE_COLOR: '1' } });
  const refused = await fullfaith(['status', 'sample'], { directory, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
  expect(piped.stdout).not.toContain('\u001b');
  expect(forced.stdout).toContain('\u001b[');
  expect(refused.stdout).toBe(piped.stdout);
});

test('gives the same bytes for the same recording and day', async () => {
  const directory = await folderWith(registry);
  const options = { directory, env: { SOURCE_DATE_EPOCH: '1750000000' } };
  const [first, second] = [
    await fullfaith(['status', 'sample', '--json'], options),
    await fullfaith(['status', 'sample', '--json'], options),
  ];
  expect(second.stdout).toBe(first.stdout);
  expect(JSON.parse(first.stdout).chains[0].evidence.ageDays).toBe(93);
});

test('works in a folder that has no registry, with the one of the package', async () => {
  const run = await fullfaith(['status', 'no-such-chain-anywhere']);
  expect(run.stderr).toMatch(/There is no chain "no-such-chain-anywhere" in .*registry\/chains/);
});

test('answers from a recording in under half a second of CPU time, the start of Node and all', async () => {
  const directory = await folderWith(registry);
  const status = () => timed((options) => fullfaith(['status', 'sample'], { ...options, directory }));
  expect(await leastSeconds(0.5, 5, status)).toBeLessThan(0.5);
});
