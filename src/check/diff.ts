import { isDeepStrictEqual } from 'node:util';
import { type Cause, text } from '../model/change.ts';
import { type ChainDiff, type DiffReport, type DiffSide, diffSchemaVersion, type Meaning } from '../model/diff.ts';
import { type Guarantee, guarantees } from '../model/guarantee.ts';
import type { ChainReport } from '../model/report.ts';
import type { Outcome, Policy } from '../model/rule.ts';
import type { Credit } from '../model/verdict.ts';
import { causesOfFall, causesOfRise, type Suspects } from './causes.ts';
import { bodyDiffs, codeDiffs } from './diff-bodies.ts';
import { powerDiffs } from './diff-powers.ts';
import { factValue, pairs } from './entry-changes.ts';
import { directionOf } from './level-findings.ts';
import { isBroken } from './pin.ts';

/** One audit of a chain, and the policy that judged it. */
export type Audit = { readonly report: ChainReport; readonly policy: Policy };

/** What the user compares, in the user's words, with the audits of both sides. */
export type Comparand = { readonly label: string; readonly audits: readonly Audit[] };

/** Compares two audits of the same chains. A chain that one side does not have is a chain that differs. */
export function diffReport(from: Comparand, to: Comparand): DiffReport {
  const byId = ({ audits }: Comparand) => Object.fromEntries(audits.map((audit) => [audit.report.id, audit]));
  const diffs = pairs(byId(from), byId(to)).map(({ from: before, to: after }) => diffChain(before, after));
  return {
    schemaVersion: diffSchemaVersion,
    from: from.label,
    to: to.label,
    chains: diffs.filter(differs),
    same: diffs.filter((diff) => !differs(diff)).map(({ id }) => id),
  };
}

/** Whether anything that a verdict rests on differs. Another block with the same answers does not count. */
function differs(diff: ChainDiff): boolean {
  const { credit, sides, code, facts, powers, bodies, findings, weakest, guarantees: levels } = diff;
  const lists = [levels, weakest, facts, powers, bodies, code, findings];
  return credit !== null || sides.from === null || sides.to === null || lists.some(({ length }) => length > 0);
}

/** Compares two audits of one chain, of which one may be missing. */
export function diffChain(from: Audit | undefined, to: Audit | undefined): ChainDiff {
  const [before, after] = [from?.report, to?.report];
  const one = after ?? before;
  if (one === undefined) throw new Error('a diff of nothing');
  const facts = pairs(before?.facts ?? {}, after?.facts ?? {})
    .map(({ name, from: old, to: now }) => ({ name, from: valueOf(old), to: valueOf(now) }))
    .filter(({ from: old, to: now }) => old !== now)
    .map(({ name, from: old, to: now }) => ({ name, from: factValue(name, old), to: factValue(name, now) }));
  const diff = {
    id: one.id,
    name: one.name,
    sides: { from: sideOf(from), to: sideOf(to) },
    credit: pairUnlessSame(creditOf(before), creditOf(after)),
    guarantees: each((name) => pairUnlessSame(levelOf(before, name), levelOf(after, name))),
    weakest: each((name) => pairUnlessSame(before?.guarantees[name].weakest, after?.guarantees[name].weakest)),
    facts,
    powers: powerDiffs(before, after),
    bodies: bodyDiffs(before, after),
    code: codeDiffs(before, after),
    findings: findingDiffs(before, after),
  };
  return { ...diff, meaning: from && to ? meanings(diff, [from, to]) : [] };
}

type Unexplained = Omit<ChainDiff, 'meaning'>;

function meanings(diff: Unexplained, [from, to]: readonly [Audit, Audit]): readonly Meaning[] {
  const moves = [
    ...(diff.credit === null ? [] : [{ guarantee: null, ...diff.credit }]),
    ...diff.guarantees,
  ] as readonly { readonly guarantee: Guarantee | null; readonly from: Credit; readonly to: Credit }[];
  const ladder = to.policy.levels.map(({ id }) => id);
  const suspects: Suspects = {
    ladder,
    report: to.report,
    policy: to.policy,
    broken: from.report.findings.filter(isBroken).map(({ rule }) => rule),
    facts: diff.facts,
    powers: diff.powers.map(({ id, from: old, to: now }) => ({ name: id, from: old, to: now })),
  };
  return moves.map((move) => {
    const rises = directionOf(move, ladder) === 'level-rose';
    const causes = rises ? causesOfRise(move, suspects) : causesOfFall(move, suspects);
    return { ...move, causes: [...causes, ...policyCause(from, to)] };
  });
}

function policyCause({ policy: before }: Audit, { policy: after }: Audit): readonly Cause[] {
  const [from, to] = [`${before.id} ${before.version}`, `${after.id} ${after.version}`];
  const note = 'the verdicts are under different policies';
  return from === to ? [] : [{ kind: 'policy', name: after.id, note, from: text(from), to: text(to) }];
}

function sideOf(audit: Audit | undefined): DiffSide | null {
  if (audit === undefined) return null;
  const { block, timestamp, source } = audit.report.evidence;
  return { block, timestamp, source, policy: `${audit.policy.id} ${audit.policy.version}` };
}

function creditOf(report: ChainReport | undefined): Credit | undefined {
  return report?.credit;
}

function levelOf(report: ChainReport | undefined, guarantee: Guarantee): Credit | undefined {
  if (report === undefined) return undefined;
  const { level, best, worst } = report.guarantees[guarantee];
  return { level, best, worst };
}

function valueOf(fact: ChainReport['facts'][string] | undefined): string | number | boolean | null {
  return fact === undefined || 'unknown' in fact ? null : fact.value;
}

function findingDiffs(before: ChainReport | undefined, after: ChainReport | undefined): ChainDiff['findings'] {
  const byName = (report: ChainReport | undefined) =>
    Object.fromEntries((report?.findings ?? []).map((one) => [`${one.rule} ${one.power ?? ''}`, one]));
  return pairs(byName(before), byName(after)).flatMap(({ from, to }) => {
    const one = to ?? from;
    if (one === undefined || from?.outcome === to?.outcome) return [];
    const outcomes: { from: Outcome | null; to: Outcome | null } = {
      from: from?.outcome ?? null,
      to: to?.outcome ?? null,
    };
    return [{ rule: one.rule, power: one.power ?? null, message: one.message, ...outcomes }];
  });
}

function pairUnlessSame<T>(
  from: T | null | undefined,
  to: T | null | undefined,
): { from: T | null; to: T | null } | null {
  if (isDeepStrictEqual(from ?? null, to ?? null)) return null;
  return { from: from ?? null, to: to ?? null };
}

function each<T extends object>(
  make: (guarantee: Guarantee) => T | null,
): readonly ({ readonly guarantee: Guarantee } & T)[] {
  return guarantees.flatMap((guarantee) => {
    const made = make(guarantee);
    return made === null ? [] : [{ guarantee, ...made }];
  });
}
