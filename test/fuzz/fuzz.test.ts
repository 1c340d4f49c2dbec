import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FullfaithError } from '../../src/model/error.ts';
import { fuzz, longestMessage } from './fuzz.ts';

// What the other tests of this folder rely on: that a crash is noticed.
test('a crash is told from a message for people', async () => {
  await fuzz(fc.nat(), 5, () => {
    throw new FullfaithError('input', 'refused');
  });
  for (const crash of [new TypeError('bug'), new RangeError('Maximum call stack size exceeded'), 'thrown']) {
    const run = fuzz(fc.nat(), 5, () => {
      throw crash;
    });
    await expect(run).rejects.toThrow();
  }
});

test('a message for people says something, and not everything', async () => {
  const run = fuzz(fc.nat(), 5, () => {
    throw new FullfaithError('input', '');
  });
  await expect(run).rejects.toThrow();
  expect(new FullfaithError('input', 'x'.repeat(200_000)).message.length).toBeLessThan(longestMessage);
});
