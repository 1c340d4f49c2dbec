import { expect, it } from 'vitest';
import { gateMarkdown } from '../../../src/report/gate/markdown.ts';
import { hostile, sampleGate } from './sample-gate.ts';

const text = gateMarkdown.render(sampleGate);

it('says what fell, on which chain, and why', () => {
  expect(text).toContain('risky');
  expect(text).toContain('level-fell');
  expect(text).toContain('proof.kind');
  expect(text).toContain('Look into it.');
});

it('is the same each time, and lets nothing through that would act in its format', () => {
  expect(gateMarkdown.render(sampleGate)).toBe(text);
  expect(text).not.toContain(hostile);
  expect(text).not.toContain('\u001b[31m');
});
