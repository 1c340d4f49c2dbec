import { expect, test } from 'vitest';
import { gateTerminal } from '../../../src/report/gate/terminal.ts';
import { failedGate, passedGate } from './failed-gate.ts';

test('ends with the outcome', () => {
  expect(gateTerminal.render(failedGate)).toMatch(
    /Failed: 2 of 3 chains, held against registry\/credit\.lock\.yaml\.\n$/,
  );
  expect(gateTerminal.render(passedGate)).toMatch(/Passed: 1 chain as registry\/credit\.lock\.yaml says\.\n$/);
  expect(gateTerminal.render({ ...passedGate, outcome: 'unread' })).toMatch(/Not known: /);
});
