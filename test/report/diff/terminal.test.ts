import { expect, it } from 'vitest';
import { diffTerminal } from '../../../src/report/diff/terminal.ts';
import { hostile, sampleDiff } from './sample-diff.ts';

const text = diffTerminal.render(sampleDiff);

it('says what changed, on which chain', () => {
  expect(text).toContain('high → low');
  expect(text).toContain('proof.kind');
});

it('is the same each time, and lets nothing through that would act in its format', () => {
  expect(diffTerminal.render(sampleDiff)).toBe(text);
  expect(text).not.toContain(hostile);
  expect(text).not.toContain('\u001b[31m');
});
