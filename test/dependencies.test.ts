import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

type Lock = {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly hasInstallScript?: boolean }>>;
};

const read = (file: string) => readFileSync(file, 'utf8');
const { dependencies, scripts } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
const names = Object.keys(dependencies ?? {}).toSorted();

/** The rows of the table: a package, why it is there, and where it is loaded. */
const rows = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` +\| (.*?) +\| (.*?) +\|$/gm)];

describe('what runs with the program', () => {
  test('is listed with a reason each', () => {
    expect(rows.map(([, name]) => name)).toEqual(names);
    for (const [, name, reason = ''] of rows) expect([name, reason.length > 20]).toEqual([name, true]);
  });

  test('is what the sources import', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const imports = sources.flatMap((file) => {
      const found = read(join('src', file)).matchAll(/(?:from |import\(|import )'((?:@[\w-]+\/)?[\w-]+)[^']*'/g);
      return [...found].map(([, name]) => name);
    });
    expect([...new Set(imports.filter((name) => name !== 'node'))].toSorted()).toEqual(names);
  });

  test('has exact versions, few packages, and none that runs code when it is installed', () => {
    for (const version of Object.values(dependencies ?? {})) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const { packages } = JSON.parse(read('package-lock.json')) as Lock;
    const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    expect(shipped.filter(([, one]) => one.hasInstallScript === true)).toEqual([]);
    expect(shipped.length).toBeLessThan(70);
  });
});

test('the published CI runs scripts that there are, and asks for advisories', () => {
  const workflow = read('.github/workflows/ci.yml');
  const run = [...workflow.matchAll(/^ +- run: npm run (\S+)$/gm)].map(([, name]) => name);
  expect(run).toEqual(['lint', 'typecheck']);
  expect(run.filter((name = '') => scripts?.[name] === undefined)).toEqual([]);
  for (const command of ['npm ci', 'npm test', 'npm audit --omit=dev'])
    expect(workflow).toContain(`- run: ${command}\n`);
});
