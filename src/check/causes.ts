import { type Cause, none, text } from '../model/change.ts';
import type { Guarantee } from '../model/guarantee.ts';
import type { ChainReport } from '../model/report.ts';
import type { Finding, Policy } from '../model/rule.ts';
import type { Credit } from '../model/verdict.ts';
import type { Named } from './entry-changes.ts';
import { isBroken } from './pin.ts';

/** What may be behind a change of level. */
export type Suspects = {
  readonly ladder: readonly string[];
  readonly report: ChainReport;
  readonly policy: Pick<Policy, 'rules'>;
  /** The rules that failed or were open before; null where nobody knows. */
  readonly broken: readonly string[];
  readonly facts: readonly Named[];
  readonly powers: readonly Named[];
};

/** A level that moved, of one guarantee or, with null, of the whole. */
export type Move = { readonly guarantee: Guarantee | null; readonly from: Credit; readonly to: Credit };

/** The rules that hold a level below where it was, each with the facts and powers that changed and that it rests on. */
export function causesOfFall({ guarantee, from }: Move, suspects: Suspects): readonly Cause[] {
  const { ladder, report } = suspects;
  const rank = (level: string | undefined) => (level === undefined ? ladder.length : ladder.indexOf(level));
  const holdsDown = ({ outcome, caps }: Finding) =>
    rank(caps) < rank(from.worst) || (outcome === 'fail' && rank(caps) < rank(from.best));
  const guilty = report.findings.filter((one) => isBroken(one) && concerns(one, guarantee) && holdsDown(one));
  return distinct(guilty.flatMap((finding) => [ruleCause(finding), ...behind(finding, suspects)]));
}

/** The rules that held a level down and do so no longer, and what changed that they or the guarantee rest on. */
export function causesOfRise({ guarantee }: Move, suspects: Suspects): readonly Cause[] {
  const { broken, report, policy } = suspects;
  const still = new Set(report.findings.filter(isBroken).map(({ rule }) => rule));
  const mended = policy.rules.filter(
    ({ id, guarantees }) =>
      broken.includes(id) && !still.has(id) && (guarantee === null || guarantees.includes(guarantee)),
  );
  const findings = report.findings.filter((one) => mended.some(({ id }) => id === one.rule));
  const rules = mended.map(({ id, title }): Cause => ({ kind: 'rule', name: id, note: title, from: none, to: none }));
  const changed = findings.flatMap((finding) => behind(finding, suspects));
  const all = changed.length > 0 ? changed : [...suspects.facts.map(asFact), ...suspects.powers.map(asPower(report))];
  return distinct([...rules, ...all]);
}

function concerns({ guarantees }: Pick<Finding, 'guarantees'>, guarantee: Guarantee | null): boolean {
  return guarantee === null || guarantees.includes(guarantee);
}

function ruleCause({ rule, message, outcome }: Finding): Cause {
  return { kind: 'rule', name: rule, note: message, from: none, to: text(outcome) };
}

// What the windows of a power and the claims about a council are computed from; rules name only the result.
const beneathPowers = /^(exit|inclusion)\.|^council\./;

/** The changed facts that a finding names, and its power where that changed. */
function behind({ because, power }: Finding, { facts, powers, report }: Suspects): readonly Cause[] {
  const isNamed = ({ name }: Named) => because.includes(name) || (power !== undefined && beneathPowers.test(name));
  const changed = powers.filter(({ name }) => name === power);
  return [...facts.filter(isNamed).map(asFact), ...changed.map(asPower(report))];
}

function asFact({ name, from, to }: Named): Cause {
  return { kind: 'fact', name, note: '', from, to };
}

function asPower({ powers }: ChainReport): (power: Named) => Cause {
  return ({ name, from, to }) => {
    const title = powers.find(({ id }) => id === name)?.title ?? '';
    return { kind: 'power', name, note: title, from, to };
  };
}

function distinct(causes: readonly Cause[]): readonly Cause[] {
  const seen = new Map(causes.map((cause) => [`${cause.kind} ${cause.name}`, cause]));
  const order: readonly Cause['kind'][] = ['fact', 'power', 'contract', 'body', 'policy', 'rule'];
  return [...seen.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
