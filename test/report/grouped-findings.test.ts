import { expect, test } from 'vitest';
import type { Finding } from '../../src/model/rule.ts';
import { groupFindings, summarisedFindings } from '../../src/report/grouped-findings.ts';

const finding = (outcome: Finding['outcome'], power: string, because: readonly string[] = []): Finding => {
  return { rule: 'valid/window', guarantees: ['valid'], outcome, power, message: outcome, because };
};

test('the same answer for several powers is one group, with all powers and reasons', () => {
  const groups = groupFindings([finding('fail', 'a', ['x']), finding('fail', 'b', ['x', 'y'])]);
  expect(groups).toMatchObject([{ powers: ['a', 'b'], because: ['x', 'y'] }]);
});

test('what fails comes first, then what is unknown', () => {
  const outcomes = ['pass', 'not-applicable', 'unknown', 'fail'] as const;
  const groups = groupFindings(outcomes.map((outcome) => finding(outcome, 'a')));
  expect(groups.map(({ outcome }) => outcome)).toEqual(['fail', 'unknown', 'pass', 'not-applicable']);
});

test('different outcomes of one rule stay apart', () => {
  expect(groupFindings([finding('fail', 'a'), finding('unknown', 'b')])).toHaveLength(2);
});

test('no finding is lost', () => {
  const all = [finding('fail', 'a'), finding('unknown', 'b'), finding('fail', 'c'), finding('pass', 'd')];
  const powers = groupFindings(all).flatMap((group) => group.powers);
  expect(powers.toSorted()).toEqual(['a', 'b', 'c', 'd']);
});

test('in a summary a rule that stands for one power has not passed', () => {
  const all = [finding('pass', 'a'), finding('fail', 'b'), { ...finding('pass', 'a'), rule: 'valid/other' }];
  expect(summarisedFindings(all).map(({ rule, outcome }) => [rule, outcome])).toEqual([
    ['valid/window', 'fail'],
    ['valid/other', 'pass'],
  ]);
});
