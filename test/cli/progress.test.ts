import { expect, test } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';

function watched(isTTY: boolean) {
  const clock = { time: 0 };
  const written: string[] = [];
  const stderr = { isTTY, columns: isTTY ? 20 : undefined, write: (text: string) => void written.push(text) };
  const surroundings: Surroundings = {
    env: {},
    workingDirectory: '/',
    packageDirectory: '/',
    now: () => clock.time,
    stdout: stderr,
    stderr,
  };
  return { clock, written, progress: startProgress(surroundings) };
}

test('what takes less than a second says nothing', () => {
  const { clock, written, progress } = watched(true);
  progress.step('one');
  clock.time = 900;
  progress.step('two');
  progress.done();
  expect(written).toEqual([]);
});

test('a terminal gets one line that is written over, no longer than it is wide, and wiped at the end', () => {
  const { clock, written, progress } = watched(true);
  clock.time = 1500;
  progress.step('a step with a long name \u001b[31m');
  progress.done();
  expect(written).toEqual(['\r\u001b[Ka step with a long ', '\r\u001b[K']);
});

test('a pipe gets plain lines, and few', () => {
  const { clock, written, progress } = watched(false);
  for (const time of [1500, 2000, 3000, 7000]) {
    clock.time = time;
    progress.step(`at ${time}`);
  }
  progress.done();
  expect(written).toEqual(['at 1500\n', 'at 7000\n']);
});
