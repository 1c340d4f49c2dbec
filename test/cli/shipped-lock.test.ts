import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProgram, emptyFolder } from './built-program.ts';
import { leastSeconds, timed } from './cpu-time.ts';

const fullfaith = buildProgram();

/** The last day on which something was attested: claims expire, and the calendar must not fail this test. */
const day = readdirSync('registry/chains')
  .flatMap((file) => readFileSync(join('registry/chains', file), 'utf8').match(/(?<=\bdate: '?)\d{4}-\d\d-\d\d/g) ?? [])
  .reduce((last, date) => (date > last ? date : last));
// The registry of this checkout, as a user of it would name it.
const here = {
  directory: process.cwd(),
  env: { SOURCE_DATE_EPOCH: String(Date.parse(`${day}T12:00:00Z`) / 1000) },
};

test('the lock that ships is what a fresh audit says, which takes under five seconds of CPU time', async () => {
  const least = await leastSeconds(5, 4, async () => {
    const run = await timed((options) => fullfaith(['check', '--strict'], { ...options, ...here }));
    const { code, stdout } = run;
    expect({ failing: stdout.match(/^FAIL.*\n.*/gm), code }).toEqual({ failing: null, code: 0 });
    expect(Number(/^Passed: (\d+) chains/m.exec(stdout)?.[1])).toBeGreaterThan(50);
    return run;
  });
  expect(least).toBeLessThan(5);
}, 180_000);

test('it is what --update would write, to the byte', async () => {
  const fresh = join(emptyFolder(), 'fresh.yaml');
  const run = await fullfaith(['check', '--update', '--lock', fresh], here);
  expect(run.code).toBe(0);
  const [shipped, written] = ['registry/credit.lock.yaml', fresh].map((file) => readFileSync(file, 'utf8'));
  expect(shipped === written, 'run `fullfaith check --update` and review what changed').toBe(true);
}, 120_000);
