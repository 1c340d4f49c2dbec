import { expect, test } from 'vitest';
import { verificationTerminal } from '../../../src/report/verification/terminal.ts';
import { sampleVerification } from './sample-verification.ts';

const text = verificationTerminal.render(sampleVerification);

test('shows each check, what is proved and what is only read, and the conclusion', () => {
  expect(text).toMatch(/^ {2}holds {4}form {6}a recording of sample$/m);
  expect(text).toMatch(/^ {2}trusted {2}proofs\/1 {2}none of 7/m);
  expect(text).toMatch(/^ {2}open {5}replay {4}no verdict/m);
  expect(text).toMatch(/^ {2}FAILS {4}lock {6}the root is another$/m);
  expect(text).toContain('answers of chain 1 at block 22000000: 5 proved, 2 read, 1 failed');
  expect(text).toMatch(/\nNot genuine\.\n$/);
});

test('lets nothing through that a terminal obeys or hides, and no line that nobody wrote', () => {
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(text.split('\n')).not.toContain('Genuine.');
});

test.each([
  ['genuine', ['holds'], 'Genuine.'],
  ['genuine', ['holds', 'trusted'], 'Genuine, as far as what is called trusted is believed.'],
  ['open', ['holds', 'open'], 'Not known: something that it takes is not here.'],
] as const)('%s after %j', (outcome, outcomes, conclusion) => {
  const checks = outcomes.map((one) => ({ name: one, outcome: one, what: '' }));
  const lines = verificationTerminal
    .render({ ...sampleVerification, outcome, checks })
    .trimEnd()
    .split('\n');
  expect(lines.at(-1)).toBe(conclusion);
});
