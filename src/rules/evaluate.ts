import type { Facts } from '../model/fact.ts';
import type { Outcome, Rule } from '../model/rule.ts';
import { compileCondition, type Answer, type Lookup } from './expression.ts';
import { factNameOf, namesOf } from './scope.ts';

/** What a rule says, and the facts that decided or were missing; sorted, by their names in the vocabulary. */
export type RuleOutcome = { readonly outcome: Outcome; readonly because: readonly string[] };

/**
 * The facts of one power, `power.…`, read twice: with everything unresolved counted as hostile, and as nobody. A fact that
 * is missing is unknown.
 */
export type PowerReadings = { readonly worst: Facts; readonly best: Facts };

/** A rule’s two questions, compiled. Throws a `CelError` where the rule was not checked when it was loaded. */
function compiled({ applies, check, scope }: Rule) {
  const names = namesOf(scope);
  return { applies: compileCondition(applies, names), check: compileCondition(check, names) };
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

function outcomeOf({ applies, check }: ReturnType<typeof compiled>, ...readings: readonly Lookup[]): RuleOutcome {
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
