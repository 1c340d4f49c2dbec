import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Facts } from '../../src/model/fact.ts';
import { known } from '../../src/model/observation.ts';
import type { Outcome, Rule } from '../../src/model/rule.ts';
import { evaluateChainRule, evaluatePowerRule, lookupIn } from '../../src/rules/evaluate.ts';
import { compileCondition } from '../../src/rules/expression.ts';
import { namesOf } from '../../src/rules/scope.ts';

/** A random condition: its text, and what it means, worked out without the evaluator. Null stands for unknown. */
type Sample = { readonly text: string; readonly value: (facts: Values) => boolean | null };
type Values = Readonly<Partial<Record<string, boolean | number | string>>>;

const flags = ['exit.alone', 'proof.enforced', 'pause.active'] as const;
const numbers = ['proof.challengers', 'proof.challengers.outside', 'exit.start.seconds'] as const;
const kinds = ['none', 'fraud', 'validity'] as const;

const flag = fc
  .constantFrom(...flags)
  .map((name): Sample => ({ text: `fact.${name}`, value: (facts) => (facts[name] as boolean | undefined) ?? null }));

const orders = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
};

const comparison = fc
  .tuple(
    fc.constantFrom(...numbers),
    fc.constantFrom(...(Object.keys(orders) as (keyof typeof orders)[])),
    fc.option(fc.constantFrom(...numbers)),
    fc.integer({ min: -2, max: 3 }),
  )
  .map(([left, order, right, literal]): Sample => ({
    text: `fact.${left} ${order} ${right === null ? literal : `fact.${right} + ${literal}`}`,
    value: (facts) => {
      const [a, b] = [facts[left], right === null ? 0 : facts[right]];
      return a === undefined || b === undefined ? null : orders[order](a as number, (b as number) + literal);
    },
  }));

const choice = fc.tuple(fc.subarray([...kinds], { minLength: 1 }), fc.boolean()).map(([list, negated]): Sample => ({
  text: negated
    ? `fact.proof.kind != "${list[0]}"`
    : `fact.proof.kind in [${list.map((one) => `"${one}"`).join(', ')}]`,
  value: ({ 'proof.kind': kind }) => {
    if (kind === undefined) return null;
    return negated ? kind !== list[0] : list.some((one) => one === kind);
  },
}));

const { condition } = fc.letrec<{ condition: Sample }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    flag,
    comparison,
    choice,
    tie('condition').map(({ text, value }): Sample => ({
      text: `!(${text})`,
      value: (facts) => {
        const inner = value(facts);
        return inner === null ? null : !inner;
      },
    })),
    fc.tuple(tie('condition'), tie('condition'), fc.boolean()).map(([a, b, isAnd]): Sample => ({
      text: `(${a.text} ${isAnd ? '&&' : '||'} ${b.text})`,
      value: (facts) => {
        const both = [a.value(facts), b.value(facts)];
        if (both.includes(!isAnd)) return !isAnd;
        return both.includes(null) ? null : isAnd;
      },
    })),
  ),
}));

const values: fc.Arbitrary<Values> = fc
  .record(
    {
      ...Object.fromEntries(flags.map((name) => [name, fc.boolean()])),
      ...Object.fromEntries(numbers.map((name) => [name, fc.integer({ min: -3, max: 3 })])),
      'proof.kind': fc.constantFrom(...kinds),
    },
    { requiredKeys: [] },
  )
  .map((record) => record as Values);

it('a condition means what an independent three-valued reading says, whatever is missing', () => {
  fc.assert(
    fc.property(condition, values, ({ text, value }, facts) => {
      const { holds } = compileCondition(text, namesOf('chain'))(lookupIn(observed(facts)));
      expect(holds === 'unknown' ? null : holds).toBe(value(facts));
    }),
    { numRuns: 3_000 },
  );
});

it('the facts that an answer rests on are enough for it, and those that are missing are missing', () => {
  fc.assert(
    fc.property(condition, values, ({ text }, facts) => {
      const run = compileCondition(text, namesOf('chain'));
      const { holds, because } = run(lookupIn(observed(facts)));
      const kept = Object.fromEntries(Object.entries(facts).filter(([name]) => because.has(`fact.${name}`)));
      if (holds === 'unknown') expect(kept).toEqual({});
      else expect(run(lookupIn(observed(kept))).holds).toBe(holds);
    }),
    { numRuns: 1_000 },
  );
});

it('losing a fact turns the outcome of a rule into unknown or leaves it, and never makes it better', () => {
  fc.assert(
    fc.property(condition, condition, values, (applies, check, facts) => {
      const rule = ruleOf('chain', applies.text, check.text);
      const before = evaluateChainRule(rule, observed(facts)).outcome;
      for (const name of Object.keys(facts)) {
        expect(allowedAfter[before]).toContain(evaluateChainRule(rule, observed(without(facts, name))).outcome);
      }
    }),
    { numRuns: 1_000 },
  );
});

it('losing a fact of the chain or of one reading never makes the outcome for a power better', () => {
  const power = fc.record(
    { 'power.bounded': fc.boolean(), 'power.window.seconds': fc.integer({ min: -2, max: 2 }) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(condition, values, power, power, (applies, facts, worst, best) => {
      const rule = ruleOf('power', `!power.bounded && ${applies.text}`, 'power.window.seconds >= 0');
      const ask = (a: Values, b: Values, c: Values) =>
        evaluatePowerRule(rule, observed(a), { worst: observed(b), best: observed(c) }).outcome;
      const allowed = allowedAfter[ask(facts, worst, best)];
      for (const name of Object.keys(facts)) expect(allowed).toContain(ask(without(facts, name), worst, best));
      for (const name of Object.keys(worst)) expect(allowed).toContain(ask(facts, without(worst, name), best));
      for (const name of Object.keys(best)) expect(allowed).toContain(ask(facts, worst, without(best, name)));
    }),
    { numRuns: 1_000 },
  );
});

it('an outcome that two readings of a power agree on holds for every power between them', () => {
  const measure = fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: -3, max: 3 }))
    .map(([order, bound]) => `power.window.seconds ${order} ${bound}`);
  const both = fc
    .tuple(fc.array(measure, { minLength: 1, maxLength: 4 }), fc.constantFrom(' && ', ' || '), fc.boolean())
    .map(([parts, connective, negated]) => `${negated ? '!' : ''}(${parts.join(connective)})`);
  const bound = fc.integer({ min: -5, max: 5 });
  fc.assert(
    fc.property(both, both, bound, bound, (applies, check, a, b) => {
      const rule = ruleOf('power', applies, check);
      const at = (window: number) => observed({ 'power.window.seconds': window });
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const { outcome } = evaluatePowerRule(rule, {}, { worst: at(low), best: at(high) });
      if (outcome === 'unknown') return;
      for (let window = low; window <= high; window += 1) {
        const between = evaluatePowerRule(rule, {}, { worst: at(window), best: at(window) }).outcome;
        expect(outcome === 'pass' ? ['pass', 'not-applicable'] : [outcome]).toContain(between);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** A rule that need not be asked, and of which nobody knows whether it need be, passes if its check does. */
const allowedAfter: Readonly<Record<Outcome, readonly Outcome[]>> = {
  pass: ['pass', 'unknown'],
  fail: ['fail', 'unknown'],
  unknown: ['unknown'],
  'not-applicable': ['not-applicable', 'pass', 'unknown'],
};

function ruleOf(scope: Rule['scope'], applies: string, check: string): Rule {
  const otherwise = { caps: 'low', say: 'It is low.' };
  const location = { file: 'rule.yaml', line: 1, column: 1 };
  return {
    id: 'rule',
    guarantees: ['valid'],
    title: 'A rule',
    scope,
    applies,
    check,
    otherwise,
    references: [],
    location,
  };
}

function observed(facts: Values): Facts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, known(value)]])),
  );
}

function without(facts: Values, name: string): Values {
  return Object.fromEntries(Object.entries(facts).filter(([other]) => other !== name));
}
