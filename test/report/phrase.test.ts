import { expect, test } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import { unboundedSeconds } from '../../src/model/vocabulary.ts';
import { duration } from '../../src/model/duration.ts';
import { breakText, creditText, day, delay, keysText, weakestOf, window } from '../../src/report/phrase.ts';
import { sampleReport } from './sample-report.ts';

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [90_000, '1 d 1 h'],
  [302_400, '3 d 12 h'],
  [604_860, '7 d'],
  [-3_600, '-1 h'],
  [unboundedSeconds, 'for ever'],
])('%d seconds', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('a negative or empty window is none, an unknown one is not called long', () => {
  expect(window(-1)).toBe('no window');
  expect(window(0)).toBe('no window');
  expect(window(null)).toBe('no window known');
  expect(window(86_400)).toBe('1 d window');
});

test('an open credit shows both ends, worst first', () => {
  expect(creditText({ level: 'low', worst: 'low', best: 'high' })).toBe('low…high');
  expect(creditText({ level: 'low', worst: 'low', best: 'low' })).toBe('low');
});

test('keys are a lower bound where a part is unresolved', () => {
  expect(keysText({ keys: 0, unresolved: [] })).toBe('anyone');
  expect(keysText({ keys: 1, unresolved: [] })).toBe('1 key');
  expect(keysText({ keys: 5, unresolved: ['why'] })).toBe('as few as 5 keys');
});

test('an act without delay is at once', () => {
  expect([delay(0), delay(3_600)]).toEqual(['at once', 'after 1 h']);
});

const levels = sampleReport.policy.levels.map(({ id }) => id);
const [risky, calm] = sampleReport.chains as [AuditReport['chains'][number], AuditReport['chains'][number]];

test('of the guarantees with the lowest level the fewest keys are shown', () => {
  expect(weakestOf(risky, levels)).toMatchObject({ guarantee: 'valid', weakest: { keys: 1 } });
  expect(breakText(risky, levels)).toBe('as few as 1 key, at once: upgrade the portal');
});

test('a low credit without a deciding power does not say that nobody can', () => {
  const { valid } = calm.guarantees;
  const low = { level: 'separate-chain', worst: 'separate-chain', best: 'separate-chain' };
  expect(breakText(calm, levels)).toBe('nobody');
  expect(breakText({ ...calm, credit: low, guarantees: { ...calm.guarantees, valid } }, levels)).toBe('-');
});

test('days are in UTC', () => {
  expect(day(1_746_057_599)).toBe('2025-04-30');
});
