import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Authority, Body } from '../../src/model/authority.ts';
import type { Pace } from '../../src/model/change.ts';
import { isWeaker } from '../../src/check/entry-changes.ts';
import { holdersDigest, holdersOf, knownIn } from '../../src/check/holders.ts';
import { report } from './sample.ts';

const [safe] = report.bodies as readonly [Body];
const key = (id: string): Authority => ({ kind: 'key', id });

/** Frontiers: the slower, the fewer keys. */
const frontier = fc
  .uniqueArray(fc.record({ keys: fc.integer({ min: 1, max: 20 }), delaySeconds: fc.integer({ min: 0, max: 20 }) }), {
    selector: ({ delaySeconds }) => delaySeconds,
    maxLength: 4,
  })
  .map((points) => points.toSorted((a, b) => a.delaySeconds - b.delaySeconds))
  .map((points) => points.filter(({ keys }, at) => points.slice(0, at).every((before) => before.keys > keys)));

/** The fewest keys that can act within so many seconds. */
function fewest(points: readonly Pace[], within: number): number {
  return Math.min(Infinity, ...points.filter((one) => one.delaySeconds <= within).map(({ keys }) => keys));
}

test('a frontier is weaker where fewer keys suffice at some delay', () => {
  fc.assert(
    fc.property(frontier, frontier, (before, after) => {
      const delays = Array.from({ length: 21 }, (_, seconds) => seconds);
      expect(isWeaker(before, after)).toBe(delays.some((seconds) => fewest(after, seconds) < fewest(before, seconds)));
    }),
  );
});

test('holders are found behind bodies, also where these own each other', () => {
  const other: Body = {
    ...safe,
    id: '1:0xother',
    authority: { kind: 'any', of: [{ kind: 'body', id: safe.id }, key('1:0xa')] },
  };
  const round: Body = { ...safe, authority: { kind: 'after', seconds: 9, of: { kind: 'body', id: other.id } } };
  const known = knownIn({ bodies: [round, other], code: {} });
  expect(holdersOf({ kind: 'body', id: safe.id }, known)).toEqual([safe.id, '1:0xa', '1:0xother'].toSorted());
});

test('the digest of holders changes with people and code, not with thresholds, delays or order', () => {
  const known = (of: readonly Authority[], k: number, seconds: number, code = {}) => {
    const body: Body = { ...safe, authority: { kind: 'after', seconds, of: { kind: 'threshold', k, of } } };
    return holdersDigest({ kind: 'body', id: safe.id }, knownIn({ bodies: [body], code }));
  };
  const [a, b, c] = [key('1:0xa'), key('1:0xb'), key('1:0xc')];
  const digest = known([a, b], 1, 0);
  expect(known([b, a], 2, 60)).toBe(digest);
  expect(known([a, c], 1, 0)).not.toBe(digest);
  expect(known([a, b, c], 1, 0)).not.toBe(digest);
  expect(known([a, b], 1, 0, { [safe.evidence[0] ?? '']: '0x12' })).not.toBe(digest);
});
