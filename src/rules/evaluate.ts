import type { Facts } from '../model/fact.ts';
import type { Outcome, Rule } from '../model/rule.ts';
import { compileCondition, type Answer, type Condition, type Lookup } from './expression.ts';
import { factNameOf, namesOf } from './scope.ts';

/** What a rule says, and the facts that decided or were missing; sorted, by their names in the vocabulary. */
export type RuleOutcome = { readonly outcome: Outcome; readonly because: readonly string[] };

/**
 * The facts of one power, `power.…`, read twice: with everything unresolved counted as hostile, and as nobody. A fact that
 * is missing is unknown.
 */
export type PowerReadings = { readonly worst: Facts; readonly best: Facts };

/** A rule’s two questions, compiled. */
type CompiledRule = { readonly applies: Condition; readonly check: Condition };

// Compiling takes far longer than evaluating, and a rule is plain data that others may copy or print.
const compiledRules = new WeakMap<Rule, CompiledRule>();

/** The rule's expressions, compiled once. Throws a `CelError` where the rule was not checked when it was loaded. */
function compiled(rule: Rule): CompiledRule {
  const before = compiledRules.get(rule);
  if (before !== undefined) return before;
  const names = namesOf(rule.scope);
  const result = { applies: compileCondition(rule.applies, names), check: compileCondition(rule.check, names) };
  compiledRules.set(rule, result);
  return result;
}

/** Asks a rule of scope `chain`. */
export function evaluateChainRule(rule: Rule, facts: Facts): RuleOutcome {
  return outcomeOf(compiled(rule), lookupIn(facts));
}

/**
 * Asks a rule of scope `power` about one power. Where a comparison comes out differently in the two readings of the power,
 * what is unresolved decides it, and it counts as unknown.
 */
export function evaluatePowerRule(rule: Rule, facts: Facts, { worst, best }: PowerReadings): RuleOutcome {
  return outcomeOf(compiled(rule), lookupIn(facts, worst), lookupIn(facts, best));
}

/** Looks names up: `fact.…` in the facts, `power.…` in the power's. */
export function lookupIn(facts: Facts, power: Facts = {}): Lookup {
  return (name) => {
    const [from, key] = name.startsWith('power.') ? [power, name] : [facts, factNameOf(name)];
    return Object.hasOwn(from, key) ? from[key] : undefined;
  };
}

function outcomeOf({ applies, check }: CompiledRule, ...readings: readonly Lookup[]): RuleOutcome {
  const asked = applies(...readings);
  if (asked.holds === false) return { outcome: 'not-applicable', because: namesIn(asked) };
  const answer = check(...readings);
  if (answer.holds === true) return { outcome: 'pass', because: namesIn(answer) };
  if (asked.holds === true && answer.holds === false) return { outcome: 'fail', because: namesIn(answer) };
  const open = [asked, answer].filter(({ holds }) => holds === 'unknown');
  return { outcome: 'unknown', because: [...new Set(open.flatMap(namesIn))].sort() };
}

function namesIn({ because }: Answer): readonly string[] {
  return [...because].map(factNameOf).sort();
}
