import type { Hex } from 'viem';
import type { Authority, Bodies, BodyId } from '../model/authority.ts';

/** One step of how keys exercise an authority, from the keys' side outwards. */
export type Step = {
  /** The body that acts in this step. */
  readonly body: BodyId;
  /** Those whose agreement it takes here: keys, or bodies of earlier steps. */
  readonly by: readonly BodyId[];
  /** Of a quorum: how many of how many sign. */
  readonly quorum?: { readonly k: number; readonly of: number };
  /** How long it waits before the next step, in seconds. */
  readonly waitSeconds: number;
};

/** What is asked: who exercises what, with which keys, through which functions (none: any). */
export type Attack = {
  readonly authority: Authority;
  readonly bodies: Bodies;
  readonly keys: ReadonlySet<BodyId>;
  readonly selectors: readonly Hex[];
};

/** When and by whose agreement something holds; never, if the seconds are infinite. */
type Way = {
  readonly seconds: number;
  readonly by: readonly BodyId[];
  readonly quorum?: { k: number; of: number };
  readonly wait: number;
};

const never: Way = { seconds: Infinity, by: [], wait: 0 };

/** The fastest way in which the keys act, innermost bodies first; empty if they cannot, or need nobody but themselves. */
export function stepsOf(attack: Attack): readonly Step[] {
  const ways = arrivals(attack);
  const root = wayOf(attack.authority, attack, ways);
  const steps: Step[] = [];
  const seen = new Set<BodyId>();
  const visit = (id: BodyId): void => {
    const way = ways.get(id);
    if (seen.has(id) || way === undefined || attack.keys.has(id)) return;
    seen.add(id);
    for (const member of way.by) visit(member);
    steps.push({ body: id, by: way.by, waitSeconds: way.wait, ...(way.quorum && { quorum: way.quorum }) });
  };
  for (const id of root.by) visit(id);
  return steps;
}

/** The earliest moment of each body, by rounds: a body rests only on what held in an earlier round, so nothing supports itself. */
function arrivals(attack: Attack): ReadonlyMap<BodyId, Way> {
  let ways = new Map<BodyId, Way>();
  const reachable = [...reachableFrom(attack.authority, attack.bodies)];
  for (let changed = true; changed;) {
    changed = false;
    const next = new Map(ways);
    for (const id of reachable) {
      const authority = attack.bodies.get(id)?.authority;
      if (authority === undefined) continue;
      const way = wayOf(authority, attack, ways);
      if (way.seconds >= (ways.get(id)?.seconds ?? Infinity)) continue;
      next.set(id, way);
      changed = true;
    }
    ways = next;
  }
  return ways;
}

/** The bodies that an authority rests on, however far down, itself not among them unless it is one. */
export function reachableFrom(
  authority: Authority,
  bodies: Bodies,
  seen: Set<BodyId> = new Set(),
): ReadonlySet<BodyId> {
  if (authority.kind === 'body') {
    const body = bodies.get(authority.id);
    if (seen.has(authority.id)) return seen;
    seen.add(authority.id);
    if (body !== undefined) reachableFrom(body.authority, bodies, seen);
  } else if ('of' in authority) {
    const inner: readonly Authority[] = Array.isArray(authority.of) ? authority.of : [authority.of];
    for (const one of inner) reachableFrom(one, bodies, seen);
  }
  return seen;
}

function wayOf(authority: Authority, attack: Attack, ways: ReadonlyMap<BodyId, Way>): Way {
  switch (authority.kind) {
    case 'nobody':
    case 'provableBug':
      return never;
    case 'anyone':
      return { seconds: 0, by: [], wait: 0 };
    case 'key':
      return attack.keys.has(authority.id) ? { seconds: 0, by: [authority.id], wait: 0 } : never;
    case 'electorate':
      return { seconds: 0, by: [authority.id], wait: 0 };
    case 'unresolved':
      return unresolvedWay(authority, attack);
    case 'body':
      return bodyWay(authority.id, ways);
    case 'after':
      return later(wayOf(authority.of, attack, ways), authority.seconds);
    case 'limited':
      return isCalled(authority.selectors, attack) ? wayOf(authority.of, attack, ways) : never;
    default:
      return together(authority, attack, ways);
  }
}

function bodyWay(id: BodyId, ways: ReadonlyMap<BodyId, Way>): Way {
  const seconds = ways.get(id)?.seconds ?? Infinity;
  return seconds === Infinity ? never : { seconds, by: [id], wait: 0 };
}

function unresolvedWay(authority: Authority & { kind: 'unresolved' }, { keys }: Attack): Way {
  const id = authority.id ?? `unresolved:${authority.reason}`;
  return keys.has(id) ? { seconds: 0, by: [id], wait: 0 } : never;
}

function later(way: Way, seconds: number): Way {
  return way.seconds === Infinity ? never : { ...way, seconds: way.seconds + seconds, wait: way.wait + seconds };
}

function isCalled(selectors: readonly Hex[], attack: Attack): boolean {
  return attack.selectors.length === 0 || selectors.some((one) => attack.selectors.includes(one));
}

function together(
  authority: Authority & { kind: 'any' | 'all' | 'threshold' },
  attack: Attack,
  ways: ReadonlyMap<BodyId, Way>,
): Way {
  const parts = authority.of.map((one) => wayOf(one, attack, ways)).sort((a, b) => a.seconds - b.seconds);
  const needed = authority.kind === 'any' ? 1 : authority.kind === 'all' ? parts.length : authority.k;
  const taken = parts.slice(0, needed);
  const last = taken.at(-1);
  if (last === undefined || taken.length < needed || last.seconds === Infinity) return never;
  if (authority.kind === 'any') return last;
  return {
    seconds: last.seconds,
    by: [...new Set(taken.flatMap(({ by }) => by))],
    wait: Math.max(...taken.map(({ wait }) => wait)),
    ...(authority.kind === 'threshold' && { quorum: { k: authority.k, of: authority.of.length } }),
  };
}
