import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith, buildProgram } from '../cli/built-program.ts';
import { entry, registry } from '../cli/sample-registry.ts';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { faultsOf, optionsOf } from './options.ts';
import { action } from './runner.ts';

const text = readFileSync('docs/ci.md', 'utf8');

/** The examples of a section, parsed where they are YAML. */
function examples(heading: string): readonly unknown[] {
  const section = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => parse(yaml) as unknown);
}

describe('the commands', () => {
  const calls = [...text.matchAll(/\bfullfaith ([a-z]+\b[^\n`#]*)/g)]
    .map(([, words = '']) => words.trim().split(/\s+/))
    .filter(([command = '']) => text.includes(`npx fullfaith ${command}`));

  test('are those of the gate', () => {
    const used = new Set(calls.map(([command]) => command));
    expect([...used].toSorted()).toEqual(['check', 'diff', 'watch']);
  });

  test.each(calls)('%s … takes what is passed', (...words) => {
    expect(faultsOf(words)).toEqual([]);
  });

  test('the options in the table are those of check, and none of them is missing', () => {
    const listed = [...text.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option);
    expect(listed.length).toBeGreaterThan(5);
    expect(listed.filter((option) => !optionsOf('check').includes(option as string))).toEqual([]);
    expect(listed).toEqual(expect.arrayContaining(['--allow-better', '--strict', '--levels-only', '--max-age']));
  });

  test('every exit code is explained', () => {
    const explained = [...text.matchAll(/^\| (\d) +\|/gm)].map(([, code]) => Number(code));
    expect(explained).toEqual(Object.values(exitCodes));
  });
});

test('the workflow of GitHub uses inputs that the action has, and uploads what it wrote', () => {
  const [workflow] = examples('GitHub') as readonly {
    jobs: { credit: { steps: readonly { uses: string; with?: Record<string, unknown> }[] } };
  }[];
  const steps = workflow?.jobs.credit.steps ?? [];
  const gate = steps.find(({ uses }) => uses.includes('/fullfaith@'))?.with ?? {};
  const upload = steps.find(({ uses }) => uses.includes('upload-sarif'))?.with ?? {};
  expect(Object.keys(gate).length).toBeGreaterThan(3);
  expect(Object.keys(gate).filter((name) => action.inputs[name] === undefined)).toEqual([]);
  expect(upload['sarif_file']).toBe(gate['sarif']);
});

test('the hooks are there, and their arguments exist', () => {
  const defined = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly { id: string; entry: string }[];
  const [config] = examples('pre-commit') as readonly {
    repos: readonly { hooks: readonly { id: string; args?: readonly string[] }[] }[];
  }[];
  const hooks = config?.repos.flatMap((repo) => repo.hooks) ?? [];
  expect(hooks.map(({ id }) => id)).toEqual(defined.map(({ id }) => id));
  for (const { id, args = [] } of hooks) {
    const words =
      defined
        .find((one) => one.id === id)
        ?.entry.split(' ')
        .slice(1) ?? [];
    expect(faultsOf([...words, ...args])).toEqual([]);
  }
});

test('the waiver is one that the registry takes: shown until its day, failing after it', async () => {
  const block = /## Waivers[^]*?```yaml\n([^]*?)```/.exec(text)?.[1] ?? '';
  const directory = await folderWith({ ...registry, 'registry/chains/sample.yaml': `${entry}${block}` });
  const fullfaith = buildProgram();
  const on = (day: string) => ({
    directory,
    env: { SOURCE_DATE_EPOCH: String(Date.parse(`${day}T12:00:00Z`) / 1000) },
  });
  expect(await fullfaith(['check', '--update'], on('2026-01-01'))).toMatchObject({ code: 0 });
  const valid = await fullfaith(['check'], on('2027-03-31'));
  expect(valid.code).toBe(0);
  expect(valid.stdout).toContain('Security team');
  const expired = await fullfaith(['check'], on('2027-04-01'));
  expect(expired.code).toBe(1);
  expect(expired.stdout).toContain('expired-waiver');
});
