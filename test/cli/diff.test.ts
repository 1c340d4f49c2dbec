import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DiffReport } from '../../src/model/diff.ts';
import { buildProgram, folderWith } from './built-program.ts';
import { emptyRecording, entry, registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const env = { SOURCE_DATE_EPOCH: '1750000000' };

const claim = `claims:
  data.location:
    value: external
    source: a test
    date: 2025-03-01
    expires: 2027-03-01
`;

const rule = 'valid/proof-system.yaml';
/** A policy that asks one thing only. */
const policy = {
  'mine/policy.yaml': readFileSync('rules/full-faith/policy.yaml', 'utf8').replace('id: full-faith', 'id: mine'),
  [`mine/${rule}`]: readFileSync(`rules/full-faith/${rule}`, 'utf8'),
};

const files = {
  ...registry,
  ...policy,
  'edited/chains/sample.yaml': `${entry}${claim}`,
  'later/sample.json': emptyRecording.replace('22000000', '22000001'),
};

/** Both sides of each kind, and what the change has to be told as. */
const kinds = [
  { kind: 'registries', sides: ['registry', 'edited'], told: 'data.location' },
  { kind: 'policies', sides: ['full-faith', './mine'], told: 'mine' },
] as const;

describe.each(kinds)('between two $kind', ({ sides, told }) => {
  const diff = async (...words: readonly string[]) => {
    const run = await fullfaith(['diff', ...sides, ...words], { directory: await folderWith(files), env });
    expect(run).toMatchObject({ code: 0 });
    return run.stdout;
  };

  test('it says what changed, for people, in Markdown and in JSON', async () => {
    expect(await diff()).toContain(told);
    const markdown = await diff('--format', 'markdown');
    expect(markdown).toMatch(/^## fullfaith diff\n/);
    expect(markdown).toContain('### Sample');
    expect(markdown.replaceAll('\\', '')).toContain(told);
    const report = JSON.parse(await diff('--json')) as DiffReport;
    expect(report).toMatchObject({ from: sides[0], to: sides[1], chains: [{ id: 'sample' }], same: [] });
    expect(JSON.stringify(report.chains)).toContain(told);
  });
});

test('two folders of recordings that say the same: nothing differs', async () => {
  const run = await fullfaith(['diff', 'registry/evidence', 'later'], { directory: await folderWith(files), env });
  expect(run).toMatchObject({ code: 0, stdout: 'Nothing differs.\n' });
});

test('chains without evidence are named, but not where they were not asked for', async () => {
  const other = entry.replace('id: sample', 'id: unread').replace('987654321', '987654322');
  const directory = await folderWith({ ...files, 'registry/chains/unread.yaml': other });
  const sides = ['diff', 'registry', 'registry'];
  const whole = await fullfaith(sides, { directory, env });
  expect(whole.stderr).toContain('Not compared, for want of evidence in registry: unread.');
  const one = await fullfaith([...sides, '--chain', 'sample'], { directory, env });
  expect(one).toMatchObject({ code: 0, stderr: expect.not.stringContaining('unread') });
});

test('what cannot be compared is refused', async () => {
  const run = await fullfaith(['diff', 'registry', 'full-faith'], { directory: await folderWith(files), env });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('registry is a registry, full-faith is a policy');
});
