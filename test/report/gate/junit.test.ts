import { expect, test } from 'vitest';
import { gateJunit } from '../../../src/report/gate/junit.ts';
import { failedGate } from './failed-gate.ts';

test('counts what it holds', () => {
  const text = gateJunit.render(failedGate);
  const counted = [...text.matchAll(/<testsuite .*?tests="(\d+)" failures="(\d+)" errors="(\d+)"/g)];
  const sum = (at: number) => counted.reduce((total, match) => total + Number(match[at]), 0);
  expect(text.match(/<testcase /g)).toHaveLength(sum(1));
  expect(text.match(/<failure /g)).toHaveLength(sum(2));
  expect(text.match(/<error /g)).toHaveLength(sum(3));
  expect(text).not.toContain('<b>');
});
