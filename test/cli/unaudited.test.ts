import { expect, test } from 'vitest';
import { reportSchema } from '../../src/report/schema.ts';
import { buildProgram, folderWith } from './built-program.ts';
import { entry, registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const silent = entry
  .replace('id: sample', 'id: silent')
  .replace('name: Sample', 'name: Silent')
  .replace('987654321', '123456789');
const files = { ...registry, 'registry/chains/silent.yaml': silent };

test('a chain without a recording is in the table, undetermined from end to end', async () => {
  const directory = await folderWith(files);
  const table = await fullfaith(['audit'], { directory });
  expect(table.code).toBe(0);
  expect(table.stdout).toMatch(/^Silent .*undetermined: no recorded evidence/m);
  const { stdout } = await fullfaith(['audit', '--json'], { directory });
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report.chains.map(({ id }) => id)).toEqual(['sample']);
  const [worst, best] = [report.policy.levels[0]?.id, report.policy.levels.at(-1)?.id];
  expect(report.unaudited).toMatchObject([{ id: 'silent', credit: { level: worst, worst, best } }]);
});

test('the Markdown report has it too', async () => {
  const directory = await folderWith(files);
  const markdown = await fullfaith(['audit', '--format', 'markdown'], { directory });
  expect(markdown.stdout).toMatch(/^\| Silent \|.*undetermined: no recorded evidence/m);
});

test('whoever asks for it by name learns that there is no evidence', async () => {
  const directory = await folderWith(files);
  const run = await fullfaith(['status', 'silent'], { directory });
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toContain('no recording of silent');
});

test('the gate is about what there is evidence of, what was named and what is locked', async () => {
  const directory = await folderWith(files);
  expect((await fullfaith(['check', '--update'], { directory })).code).toBe(0);
  const all = await fullfaith(['check', '--json'], { directory });
  expect(all.code).toBe(0);
  expect(JSON.parse(all.stdout).chains.map(({ id }: { id: string }) => id)).toEqual(['sample']);
  expect((await fullfaith(['check', 'silent'], { directory })).code).toBe(3);
});

test('a chain that is locked and has lost its recording does not pass', async () => {
  const directory = await folderWith(registry);
  expect((await fullfaith(['check', '--update'], { directory })).code).toBe(0);
  const run = await fullfaith(['check', '--evidence', 'elsewhere'], { directory });
  expect(run.code).toBe(3);
});

test('a system that no stack judges is undetermined, asked for by name or not, with evidence or without', async () => {
  const asked = entry
    .replace('id: sample', 'id: asked')
    .replace('name: Sample', 'name: Asked')
    .replace(/^chainId: .*$/m, 'chainId: null')
    .replace(/^stack: .*$/m, 'stack: listed')
    .replace(/^contracts:\n(?: .*\n)*/m, '');
  const baseline = asked.replace('id: asked', 'id: ethereum').replace('name: Asked', 'name: The baseline');
  const directory = await folderWith({
    ...registry,
    'registry/chains/asked.yaml': asked,
    'registry/chains/ethereum.yaml': baseline,
  });
  const status = await fullfaith(['status', 'asked'], { directory });
  expect(status.code).toBe(0);
  expect(status.stdout).toContain('undetermined: no stack can judge it yet');
  expect((await fullfaith(['audit'], { directory })).stdout).toMatch(
    /^The baseline .*what the others are measured by/m,
  );
  const explained = await fullfaith(['explain', 'asked'], { directory });
  expect(explained).toMatchObject({ code: 3, stdout: '' });
  expect(explained.stderr).toContain('nothing to show of Asked');
  const checked = await fullfaith(['check', 'asked'], { directory });
  expect(checked.code).toBe(3);
  expect(checked.stdout).toContain('Asked is listed and not assessed: no stack can judge it yet.');
  expect(checked.stdout).toContain('Nothing can be pinned of it');
  expect(checked.stdout).not.toContain('fullfaith record');
});
