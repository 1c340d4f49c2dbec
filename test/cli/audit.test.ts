import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProgram, folderWith } from './built-program.ts';
import { emptyRecording, entry, registry } from './sample-registry.ts';

const fullfaith = buildProgram();

const two = {
  ...registry,
  'registry/chains/other.yaml': entry
    .replace('sample', 'other')
    .replace('Sample', 'Other')
    .replace('987654321', '987654322'),
  'registry/evidence/other.json': emptyRecording.replace('"sample"', '"other"'),
};

test('prints a line for every chain of the registry', async () => {
  const run = await fullfaith(['audit'], { directory: await folderWith(two) });
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/^chain +credit/);
  expect(run.stdout).toMatch(/^Other /m);
  expect(run.stdout).toMatch(/^Sample /m);
});

test('audits only the chains that are named, each once', async () => {
  const run = await fullfaith(['audit', 'sample', 'sample', '--json'], { directory: await folderWith(two) });
  expect(JSON.parse(run.stdout).chains.map(({ id }: { id: string }) => id)).toEqual(['sample']);
});

test('writes Markdown and JSON with --out, and still prints the table', async () => {
  const directory = await folderWith(two);
  const run = await fullfaith(['audit', '--out', 'reports'], { directory });
  expect(run.stdout).toMatch(/^chain +credit/);
  expect(run.stderr).toContain('Written: reports/audit.md, reports/audit.json\n');
  expect(readdirSync(join(directory, 'reports')).toSorted()).toEqual(['audit.json', 'audit.md']);
  expect(readFileSync(join(directory, 'reports', 'audit.md'), 'utf8')).toMatch(/^# Audit report\n/);
});

test.each([
  ['sarif', /^\{\n {2}"\$schema"/],
  ['junit', /^<\?xml/],
  ['md', /^# Audit report/],
  ['github', /^::warning file=registry\/chains\/other\.yaml,/],
])('prints %s and nothing else', async (format, start) => {
  const run = await fullfaith(['audit', '--format', format], { directory: await folderWith(two) });
  expect(run.stdout).toMatch(start);
});

test('fills the job summary of GitHub', async () => {
  const directory = await folderWith({ ...two, summary: 'before\n' });
  const summary = join(directory, 'summary');
  await fullfaith(['audit', '--format', 'github'], { directory, env: { GITHUB_STEP_SUMMARY: summary } });
  expect(readFileSync(summary, 'utf8')).toMatch(/^before\n## fullfaith\n[^]*\| Sample \|/);
});

test('writes nothing when one of the chains that were named has no evidence', async () => {
  const { 'registry/evidence/other.json': _, ...lacking } = two;
  const directory = await folderWith(lacking);
  const run = await fullfaith(['audit', 'sample', 'other', '--out', 'reports'], { directory });
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toMatch(/error: There is no recording of other: registry\/evidence\/other\.json does not exist\./);
  expect(existsSync(join(directory, 'reports'))).toBe(false);
});
