import { expect, test } from 'vitest';
import { closest, didYouMean } from '../../src/registry/suggest.ts';

test('a typo finds the word it was', () => {
  expect(closest('optimsm', ['base', 'optimism', 'mode'])).toBe('optimism');
  expect(closest('Base', ['blast', 'base'])).toBe('base');
});

test('a word that is far from all finds none', () => {
  expect(closest('owner', ['contracts', 'escrows'])).toBeNull();
  expect(closest('x', [])).toBeNull();
  expect(didYouMean('owner', ['contracts'])).toBe('');
});

test('of equals it is the first', () => {
  expect(closest('ab', ['ac', 'ad'])).toBe('ac');
});

test('a very long word costs nothing', () => {
  const start = performance.now();
  expect(closest('x'.repeat(500_000), ['contracts'])).toBeNull();
  expect(performance.now() - start).toBeLessThan(500);
});
