import { expect, it } from 'vitest';
import { gateSarif } from '../../../src/report/gate/sarif.ts';
import { hostile, sampleGate } from './sample-gate.ts';

const text = gateSarif.render(sampleGate);

it('says what fell, on which chain, and why', () => {
  expect(text).toContain('risky');
  expect(text).toContain('level-fell');
  expect(text).toContain('proof.kind');
  expect(text).toContain('Look into it.');
});

it('is the same each time, and lets nothing through that would act in its format', () => {
  expect(gateSarif.render(sampleGate)).toBe(text);
  expect(text).not.toContain(hostile);
  expect(text).not.toContain('\u001b[31m');
});
