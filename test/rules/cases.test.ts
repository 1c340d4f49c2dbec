import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateDimension } from '../../src/rules/dimension.ts';
import { evaluateChainRule, evaluatePowerRule } from '../../src/rules/evaluate.ts';
import { listPolicies, loadPolicy } from '../../src/rules/load-policy.ts';
import type { Outcome, Rule } from '../../src/model/rule.ts';
import { caseFilesOf, dimensionCasesOf, factsOf, ruleCasesOf, type RuleCase } from './rule-cases.ts';

const directory = join(import.meta.dirname, '../../rules');
const policies = await Promise.all((await listPolicies(directory)).map((id) => loadPolicy(join(directory, id))));

describe.each(policies.map((policy) => [policy.id, policy] as const))('%s', (_, policy) => {
  const rules = policy.rules.map((rule) => [rule.id, rule] as const);
  const dimensions = policy.dimensions.map((dimension) => [dimension.id, dimension] as const);

  it('has cases for each rule and dimension, and no others', () => {
    const expected = [...rules.map(([id]) => id), ...dimensions.map(([id]) => `dimensions/${id}`)].sort();
    expect(caseFilesOf(policy.id)).toEqual(expected);
  });

  describe.each(rules)('%s', (id, rule) => {
    const cases = ruleCasesOf(policy.id, id);

    it('has a case for every outcome it can have', () => {
      const outcomes = new Set<Outcome>(cases.map(({ expect: outcome }) => outcome));
      const wanted: Outcome[] = ['fail', 'pass', 'unknown'];
      expect([...outcomes].sort()).toEqual(expect.arrayContaining(wanted));
      expect(outcomes.has('not-applicable')).toBe(rule.applies !== 'true');
    });

    it.each(cases.map((one) => [one.name, one] as const))('%s', (__, one) => {
      expect(ask(rule, one).outcome).toBe(one.expect);
    });

    it('does not pass when nothing is known', () => {
      expect(ask(rule, { name: 'nothing', facts: {}, expect: 'unknown' }).outcome).toBe('unknown');
    });
  });

  it.each(dimensions)('%s gives the answers of its cases', (id, dimension) => {
    const cases = dimensionCasesOf(policy.id, id);
    for (const { name, facts, expect: wanted } of cases) {
      const { answer } = evaluateDimension(dimension, factsOf(facts));
      expect(answer === null ? null : `${answer.value}, ${answer.sentiment}`, name).toBe(wanted);
    }
    expect(evaluateDimension(dimension, {}).answer).toBeNull();
    const answers = new Set(cases.map(({ expect: answer }) => answer?.split(', ').at(-1)));
    expect(answers, 'cases for each sentiment, and for unknown').toEqual(
      new Set([undefined, ...dimension.entries.map(({ sentiment }) => sentiment)]),
    );
  });
});

function ask(rule: Rule, { facts, power = {}, worst = power, best = power }: RuleCase) {
  if (rule.scope === 'chain') return evaluateChainRule(rule, factsOf(facts));
  return evaluatePowerRule(rule, factsOf(facts), { worst: factsOf(worst), best: factsOf(best) });
}
