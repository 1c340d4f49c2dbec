import type { Facts } from '../model/fact.ts';
import { type Guarantee, guarantees } from '../model/guarantee.ts';
import type { Finding, Policy, Rule } from '../model/rule.ts';
import type { Credit } from '../model/verdict.ts';
import { evaluateChainRule, evaluatePowerRule, type RuleOutcome } from '../rules/evaluate.ts';
import type { PowerAnalysis } from './power-analysis.ts';

/** Asks every rule of the policy; rules about powers once for each power that breaks a guarantee of theirs. */
export function judge(policy: Policy, facts: Facts, powers: readonly PowerAnalysis[]): readonly Finding[] {
  const readings = new Map(powers.map((one) => [one, JSON.stringify(one.readings)]));
  return policy.rules.flatMap((rule) => {
    if (rule.scope === 'chain') return [finding(rule, evaluateChainRule(rule, facts))];
    const concerned = powers.filter(({ power }) => power.breaks.some((one) => rule.guarantees.includes(one)));
    // Of many powers a rule sees the same.
    const outcomes = new Map<string | undefined, RuleOutcome>();
    return concerned.map((one) => {
      const seen = readings.get(one);
      const outcome = outcomes.get(seen) ?? evaluatePowerRule(rule, facts, one.readings);
      outcomes.set(seen, outcome);
      return finding(rule, outcome, one);
    });
  });
}

function finding(rule: Rule, { outcome, because }: RuleOutcome, about?: PowerAnalysis): Finding {
  const stands = outcome === 'fail' || outcome === 'unknown';
  const { caps, reason } = rule.otherwise;
  return {
    rule: rule.id,
    guarantees: about ? rule.guarantees.filter((one) => about.power.breaks.includes(one)) : rule.guarantees,
    outcome,
    ...(about && { power: about.power.id }),
    ...(stands && { caps, ...(reason !== undefined && { reason }) }),
    message: stands ? said(rule, outcome) : rule.title,
    because,
  };
}

function said(rule: Rule, outcome: 'fail' | 'unknown'): string {
  const text = rule.otherwise.say.trim();
  return outcome === 'fail' ? text : `Not established: ${rule.title}. If not: ${text}`;
}

/** The credit that the findings leave, as a whole and for each guarantee. */
export type Credits = { readonly whole: Credit; readonly guarantees: Readonly<Record<Guarantee, Credit>> };

/**
 * A failed rule caps both ends of the interval, an open one only the lower. The whole is as good as the worst guarantee.
 * A level that the ladder lacks is refused when the policy is loaded.
 */
export function credits({ levels }: Policy, findings: readonly Finding[]): Credits {
  const ladder = levels.map(({ id }) => id);
  const of = (guarantee: Guarantee | null) =>
    creditOf(ladder, guarantee === null ? findings : findings.filter((one) => one.guarantees.includes(guarantee)));
  return {
    whole: of(null),
    guarantees: Object.fromEntries(guarantees.map((one) => [one, of(one)])) as Record<Guarantee, Credit>,
  };
}

function creditOf(ladder: readonly string[], findings: readonly Finding[]): Credit {
  const top = ladder.length - 1;
  const cap = (outcomes: readonly Finding['outcome'][]) =>
    Math.min(
      top,
      ...findings.filter((one) => outcomes.includes(one.outcome)).map((one) => ladder.indexOf(one.caps ?? '')),
    );
  const worst = ladder[Math.max(0, cap(['fail', 'unknown']))] as string;
  return { level: worst, worst, best: ladder[Math.max(0, cap(['fail']))] as string };
}
