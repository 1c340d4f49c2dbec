import { none, text } from '../model/change.ts';
import type { GateFinding, GateKind } from '../model/gate.ts';
import { guarantees } from '../model/guarantee.ts';
import type { LockEntry } from '../registry/lock.ts';
import type { Comparison } from './comparison.ts';
import { isWeaker } from './entry-changes.ts';
import { holderAdvice, holderCauses, settingCauses } from './holder-causes.ts';
import { placeOf, placeOfContract } from './place.ts';

type Change = Omit<GateFinding, 'fails' | 'advice' | 'location' | 'guarantee' | 'causes'> &
  Partial<Pick<GateFinding, 'advice' | 'location' | 'guarantee' | 'causes'>> & {
    /** What has to do with it and says where to point, but explains nothing. */
    readonly near?: GateFinding['causes'];
  };

/**
 * What changed beside the levels, and what the levels do not show: a rule that broke below one, and new people or new code,
 * which no rule can judge. `levels` are the findings about levels: what they name as a cause is not told again.
 */
export function changeFindings(comparison: Comparison, levels: readonly GateFinding[]): readonly GateFinding[] {
  const told = new Set(levels.flatMap(({ causes }) => causes.map(({ kind, name }) => `${kind} ${name}`)));
  const changes = [
    ...brokenRules(comparison).filter(({ subject }) => !told.has(`rule ${subject}`)),
    ...powerChanges(comparison),
    ...contractChanges(comparison),
    ...weakerGuarantees(comparison),
    ...factChanges(comparison).filter(({ subject }) => !told.has(`fact ${subject}`)),
  ];
  const rose = levels.length > 0 && levels.every(({ kind }) => kind === 'level-rose');
  return changes.map((change) => complete(change, comparison, rose));
}

function complete({ near, ...change }: Change, comparison: Comparison, rose: boolean): GateFinding {
  const { chain, options } = comparison;
  const causes = change.causes ?? [];
  const fails = isFailure[change.kind]?.(options, rose) ?? false;
  const advice = fails
    ? `Look at it; if it is fine, take it over with \`fullfaith check ${chain.id} --update\`.`
    : `\`fullfaith check ${chain.id} --update\` takes it over.`;
  return { guarantee: null, advice, location: placeOf(comparison, near ?? causes), ...change, causes, fails };
}

type Judge = (options: Comparison['options'], rose: boolean) => boolean;

// A chain gets better by other code and other people: whoever accepts the one accepts the other.
const unlooked: Judge = ({ levelsOnly, allowBetter }, rose) => !levelsOnly && !(allowBetter && rose);

const isFailure: Readonly<Partial<Record<GateKind, Judge>>> = {
  'rule-broken': ({ levelsOnly }) => !levelsOnly,
  'new-power': unlooked,
  'new-holders': unlooked,
  'new-contract': unlooked,
  'new-code': unlooked,
  'weaker-coalition': ({ strict }) => strict,
};

function brokenRules({ before, after, report, facts }: Comparison): readonly Change[] {
  const fresh = after.broken.filter((rule) => !before.broken.includes(rule));
  return fresh.map((rule) => {
    const findings = report.findings.filter(
      (one) => one.rule === rule && (one.outcome === 'fail' || one.outcome === 'unknown'),
    );
    const because = new Set(findings.flatMap((one) => one.because));
    const changed = facts.filter(({ name }) => because.has(name));
    return {
      kind: 'rule-broken',
      subject: rule,
      what: `A rule that held no longer holds, below the level that the chain has anyway: ${findings[0]?.message ?? rule}`,
      from: text('pass'),
      to: text(findings.some(({ outcome }) => outcome === 'fail') ? 'fail' : 'unknown'),
      causes: changed.map(({ name, from, to }) => ({ kind: 'fact', name, note: '', from, to })),
    };
  });
}

function powerChanges(comparison: Comparison): readonly Change[] {
  const { powers, report } = comparison;
  const titleOf = (name: string) => report.powers.find(({ id }) => id === name)?.title ?? name;
  const others = powers.filter(({ otherHolders }) => otherHolders).map(({ name }) => name);
  const holders: Change = {
    kind: 'new-holders',
    subject: others.join(', '),
    what: `Others than in the lock can take part in: ${others.map((name) => `“${titleOf(name)}”`).join(', ')}.`,
    from: none,
    to: none,
    causes: holderCauses(others, comparison),
    advice: holderAdvice(comparison),
  };
  const single = powers.flatMap(({ name, from, to, weaker }): readonly Change[] => {
    const change = {
      subject: name,
      from,
      to,
      near: [{ kind: 'power', name, note: titleOf(name), from, to }] as const,
    };
    if (from.kind === 'none')
      return [{ ...change, kind: 'new-power', what: `There is a new power: “${titleOf(name)}”.` }];
    if (to.kind === 'none') return [{ ...change, kind: 'power-gone', what: `The power “${name}” is gone.` }];
    if (!weaker) return [];
    const what = `Fewer keys, or faster ones, can “${titleOf(name)}”.`;
    return [{ ...change, kind: 'weaker-coalition', what, causes: settingCauses(comparison) }];
  });
  return [...(others.length > 0 ? [holders] : []), ...single];
}

function contractChanges({ contracts, chain }: Comparison): readonly Change[] {
  return contracts.map(({ name, role, from, to }) => {
    const isNew = from.kind === 'none' || to.kind === 'none';
    const what = isNew
      ? `The chain ${from.kind === 'none' ? 'has a contract that the lock does not know' : 'has this contract no more'}: ${role} ${name}.`
      : `${role} ${name} runs other code than the lock knows.`;
    const location = placeOfContract(chain, name, role);
    return { kind: isNew ? 'new-contract' : 'new-code', subject: name, what, from, to, location };
  });
}

type Weakest = NonNullable<LockEntry['weakest']['valid']>;

function weakerGuarantees({ before, after, powers }: Comparison): readonly Change[] {
  return guarantees.flatMap((guarantee): readonly Change[] => {
    const [from, to] = [before.weakest[guarantee], after.weakest[guarantee]];
    // A power that got weaker itself is told by its own name.
    const isTold = powers.some(({ name, weaker }) => name === to?.power && weaker);
    if (to === null || isTold || !gotWeaker(from, to)) return [];
    const what = `The weakest coalition against “${guarantee}” got smaller or faster.`;
    const [old, now] = [from === null ? none : coalition(from), coalition(to)];
    return [{ kind: 'weaker-coalition', guarantee, subject: to.power, what, from: old, to: now }];
  });
}

function gotWeaker(from: Weakest | null, to: Weakest): boolean {
  if (from === null) return true;
  return isWeaker([from], [to]) || (to.windowSeconds ?? -Infinity) < (from.windowSeconds ?? -Infinity);
}

function coalition({ keys, delaySeconds, windowSeconds }: Weakest) {
  return { kind: 'coalition', keys, delaySeconds, windowSeconds } as const;
}

function factChanges({ facts }: Comparison): readonly Change[] {
  return facts.map(({ name, from, to }) => ({
    kind: 'fact-changed',
    subject: name,
    what: `The fact ${name} changed.`,
    from,
    to,
    near: [{ kind: 'fact', name, note: '', from, to }],
  }));
}
