import fc from 'fast-check';
import { expect } from 'vitest';
import { FullfaithError } from '../../src/model/error.ts';

/** How long each target is fuzzed, in seconds; `npm run fuzz` sets it. */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 0);
/** The default tests try the same inputs each time, so that what fails is due to the change; `npm run fuzz` tries others. */
const seed = process.env['FUZZ_SEED'] ?? (seconds > 0 ? undefined : '20260101');

/** Of a message for people, in characters. */
export const longestMessage = 25_000;

/** Of one input, in milliseconds. A tenth of it is normal on a busy machine. */
const longest = 20_000;
/** That one target may add to the process, in bytes. The process is shared with other tests, so its size says nothing. */
const mostMemory = 1.5 * 1024 ** 3;

/** Of a test of `fuzz`, in milliseconds. */
export const fuzzTimeout = (seconds + 120) * 1000;

/**
 * Runs the property on `runs` inputs, or for FUZZ_SECONDS; FUZZ_SEED repeats a run. Any error but a `FullfaithError` is a
 * crash, an input that takes too long a hang, and memory has a bound.
 */
export async function fuzz<T>(
  inputs: fc.Arbitrary<T>,
  runs: number,
  property: (input: T) => void | Promise<void>,
): Promise<void> {
  const bounds =
    seconds > 0
      ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false }
      : { numRuns: runs };
  const before = process.memoryUsage().rss;
  const judged = fc.asyncProperty(inputs, async (input) => {
    const start = performance.now();
    await forgiving(() => property(input));
    expect(performance.now() - start).toBeLessThan(longest);
    expect(process.memoryUsage().rss - before).toBeLessThan(mostMemory);
  });
  await fc.assert(judged, { ...bounds, ...(seed === undefined ? {} : { seed: Number(seed) }) });
}

async function forgiving(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FullfaithError)) throw error;
    expect(error.message).not.toBe('');
    expect(error.message.length).toBeLessThan(longestMessage);
  }
}
