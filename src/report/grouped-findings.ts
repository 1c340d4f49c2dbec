import type { Finding } from '../model/rule.ts';

/** Findings of one rule with one outcome: the same answer for several powers. */
export type FindingGroup = Finding & { readonly powers: readonly string[] };

const order: Readonly<Record<Finding['outcome'], number>> = { fail: 0, unknown: 1, pass: 2, 'not-applicable': 3 };

/** One group for each rule and outcome, what fails first; the order is otherwise kept. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.outcome, finding.message]);
    const { powers = [], because = [] } = groups.get(key) ?? {};
    groups.set(key, {
      ...finding,
      powers: finding.power === undefined ? powers : [...powers, finding.power],
      because: [...new Set([...because, ...finding.because])],
    });
  }
  return [...groups.values()].sort((a, b) => order[a.outcome] - order[b.outcome]);
}

/** The groups as a summary: a rule that fails or is open for one power is not also shown as passed for another. */
export function summarisedFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = groupFindings(findings).filter(({ outcome }) => outcome !== 'not-applicable');
  const standing = new Set(groups.filter(({ outcome }) => outcome !== 'pass').map(({ rule }) => rule));
  return groups.filter(({ outcome, rule }) => outcome !== 'pass' || !standing.has(rule));
}
