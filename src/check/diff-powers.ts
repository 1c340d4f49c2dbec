import { isDeepStrictEqual } from 'node:util';
import { none, type Value } from '../model/change.ts';
import type { NamedBody, PowerDiff } from '../model/diff.ts';
import type { ChainReport, PowerReport } from '../model/report.ts';
import { pairs } from './entry-changes.ts';
import { holdersOf, knownIn } from './holders.ts';
import { added, nameIn } from './named-bodies.ts';

/** Powers that appeared, vanished, or can be used by other keys or at another speed. Sorted by id. */
export function powerDiffs(before: ChainReport | undefined, after: ChainReport | undefined): readonly PowerDiff[] {
  const [old, now] = [sideOf(before), sideOf(after)];
  return pairs(old.powers, now.powers).flatMap(({ from, to }): readonly PowerDiff[] => {
    const one = to ?? from;
    if (one === undefined) return [];
    const [was, is] = [old.holders(from), now.holders(to)];
    const [joined, left] = [added(was, is), added(is, was)];
    const change = from === undefined ? 'appeared' : to === undefined ? 'vanished' : 'changed';
    const { id, title, breaks, on } = one;
    const diff = { id, title, breaks, on, change, from: coalitions(from), to: coalitions(to), joined, left } as const;
    const isSame = isDeepStrictEqual(diff.from, diff.to) && from?.on === to?.on;
    return isSame && joined.length + left.length === 0 ? [] : [diff];
  });
}

type Side = {
  readonly powers: Readonly<Record<string, PowerReport>>;
  holders(power: PowerReport | undefined): readonly NamedBody[];
};

function sideOf(report: ChainReport | undefined): Side {
  if (report === undefined) return { powers: {}, holders: () => [] };
  const known = knownIn(report);
  return {
    powers: Object.fromEntries(report.powers.map((power) => [power.id, power])),
    holders: (power) =>
      power === undefined ? [] : holdersOf(power.authority, known).map((id) => nameIn(id, known.bodies)),
  };
}

function coalitions(power: PowerReport | undefined): Value {
  if (power === undefined) return none;
  return { kind: 'coalitions', of: power.frontier.map(({ size, delaySeconds }) => ({ keys: size, delaySeconds })) };
}
