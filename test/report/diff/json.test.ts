import { expect, it } from 'vitest';
import { diffJson } from '../../../src/report/diff/json.ts';
import { hostile, sampleDiff } from './sample-diff.ts';

const text = diffJson.render(sampleDiff);

it('says what changed, on which chain', () => {
  expect(text).toContain('risky');
  expect(text).toContain('proof.kind');
  expect(text).toContain('steady');
});

it('is the same each time, and lets nothing through that would act in its format', () => {
  expect(diffJson.render(sampleDiff)).toBe(text);
  expect(text).not.toContain(hostile);
  expect(text).not.toContain('\u001b[31m');
});
