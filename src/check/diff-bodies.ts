import { isDeepStrictEqual } from 'node:util';
import { text } from '../model/change.ts';
import type { BodyDiff, CodeDiff } from '../model/diff.ts';
import type { Body } from '../model/authority.ts';
import type { ChainReport } from '../model/report.ts';
import { pairs } from './entry-changes.ts';
import { codeOf, knownIn, membersOf } from './holders.ts';
import { added, nameIn } from './named-bodies.ts';

/** Bodies on both sides whose members, thresholds or delays changed. Sorted by id. */
export function bodyDiffs(before: ChainReport | undefined, after: ChainReport | undefined): readonly BodyDiff[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [knownIn(before).bodies, knownIn(after).bodies];
  return pairs(Object.fromEntries(old), Object.fromEntries(now)).flatMap(({ name: id, from, to }) => {
    if (from === undefined || to === undefined) return [];
    const members = (body: Body, bodies: typeof old) => membersOf(body.authority).map((one) => nameIn(one, bodies));
    const [was, is] = [members(from, old), members(to, now)];
    const [joined, left] = [added(was, is), added(is, was)];
    const parameters = pairs(from.parameters, to.parameters)
      .filter((one) => one.from !== one.to)
      .map((one) => ({ name: one.name, from: shown(one.from), to: shown(one.to) }));
    if (joined.length + left.length + parameters.length === 0) return [];
    return [{ id, address: to.address, name: to.name, joined, left, parameters }];
  });
}

/** Contracts and bodies that run other code, or are only on one side. Bodies of one side are told with their powers. */
export function codeDiffs(before: ChainReport | undefined, after: ChainReport | undefined): readonly CodeDiff[] {
  return pairs(subjectsOf(before), subjectsOf(after)).flatMap(({ from, to }): readonly CodeDiff[] => {
    const one = to ?? from;
    const isOneSided = from === undefined || to === undefined;
    if (one === undefined || (isOneSided && !one.isContract)) return [];
    const [was, is] = [from?.code ?? [], to?.code ?? []];
    if (!isOneSided && isDeepStrictEqual(was, is)) return [];
    return [{ subject: one.subject, address: one.address, from: was, to: is }];
  });
}

type Subject = Omit<CodeDiff, 'from' | 'to'> & { readonly code: CodeDiff['from']; readonly isContract: boolean };

function subjectsOf(report: ChainReport | undefined): Readonly<Record<string, Subject>> {
  if (report === undefined) return {};
  const known = knownIn(report);
  const bodies = report.bodies.map(({ name, address, evidence }): readonly [string, Subject] => [
    address,
    { subject: name, address, code: codeOf(evidence, known), isContract: false },
  ]);
  const contracts = report.contracts.map(({ role, address, evidence }): readonly [string, Subject] => [
    address,
    { subject: role, address, code: codeOf(evidence, known), isContract: true },
  ]);
  return Object.fromEntries([...bodies, ...contracts]);
}

function shown(value: string | number | boolean | undefined) {
  return text(value === undefined ? null : String(value));
}
