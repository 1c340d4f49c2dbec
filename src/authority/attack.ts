import type { Address, Hex } from 'viem';
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

/** How keys exercise an authority; `open` is what they do not name and take for granted, by id. */
export type Exercise = {
  readonly steps: readonly Step[];
  readonly waitSeconds: number;
  readonly open: readonly BodyId[];
};

/** What is asked: who exercises what, with which keys, through which functions (none: any) of which contract. */
export type Attack = {
  readonly authority: Authority;
  readonly bodies: Bodies;
  readonly keys: ReadonlySet<BodyId>;
  readonly selectors: readonly Hex[];
  readonly target: Address;
  /** How long it takes at most, as the solver says. */
  readonly withinSeconds?: number;
};

/** When and by whose agreement something holds; never, if the seconds are infinite. */
type Way = {
  readonly seconds: number;
  readonly by: readonly BodyId[];
  readonly quorum?: { k: number; of: number };
  readonly wait: number;
};

const never: Way = { seconds: Infinity, by: [], wait: 0 };

/** Whether what is unresolved takes part only where it is one of the keys, or anyway, as keys that nobody named. */
type Asked = Attack & { readonly unresolved: 'named' | 'anyway' };

/**
 * The fastest way in which the keys act, innermost bodies first; empty if they cannot, or need nobody but themselves. Where they
 * act, or act in time, only together with somebody unresolved who is none of them, that is taken to happen.
 */
export function exerciseOf(attack: Attack): Exercise {
  const named = derive({ ...attack, unresolved: 'named' });
  const isInTime = (found: Derived | null) => found !== null && found.seconds <= (attack.withinSeconds ?? Infinity);
  const anyway = isInTime(named) ? null : derive({ ...attack, unresolved: 'anyway' });
  const { steps, waitSeconds } = (isInTime(anyway) ? anyway : (named ?? anyway)) ?? { steps: [], waitSeconds: 0 };
  const acting = new Set([...attack.keys, ...steps.map(({ body }) => body)]);
  const open = new Set(steps.flatMap(({ by }) => by).filter((id) => !acting.has(id)));
  return { steps, waitSeconds, open: [...open] };
}

type Derived = Omit<Exercise, 'open'> & { readonly seconds: number };

function derive(attack: Asked): Derived | null {
  const ways = arrivals(attack);
  const root = wayOf(attack.authority, attack, ways);
  if (root.seconds === Infinity) return null;
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
  return { steps, waitSeconds: root.wait, seconds: root.seconds };
}

/** The earliest moment of each body, by rounds: a body rests only on what held in an earlier round, so nothing supports itself. */
function arrivals(attack: Asked): ReadonlyMap<BodyId, Way> {
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

function wayOf(authority: Authority, attack: Asked, ways: ReadonlyMap<BodyId, Way>): Way {
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
      return unresolvedWay(authority.id ?? `unresolved:${authority.reason}`, attack);
    case 'body':
      return bodyWay(authority.id, attack, ways);
    case 'after':
      return later(wayOf(authority.of, attack, ways), authority.seconds);
    case 'limited':
      return counts(authority, attack) ? wayOf(authority.of, attack, ways) : never;
    default:
      return together(authority, attack, ways);
  }
}

function bodyWay(id: BodyId, attack: Asked, ways: ReadonlyMap<BodyId, Way>): Way {
  // What has no body was not resolved: it is a key by its own id, as the solver counts it.
  if (!attack.bodies.has(id)) return unresolvedWay(id, attack);
  const seconds = ways.get(id)?.seconds ?? Infinity;
  return seconds === Infinity ? never : { seconds, by: [id], wait: 0 };
}

function unresolvedWay(id: BodyId, { keys, unresolved }: Asked): Way {
  return unresolved === 'anyway' || keys.has(id) ? { seconds: 0, by: [id], wait: 0 } : never;
}

function later(way: Way, seconds: number): Way {
  return way.seconds === Infinity ? never : { ...way, seconds: way.seconds + seconds, wait: way.wait + seconds };
}

/** As the solver has it: a function that is called, and of a contract that it may be called on. */
function counts({ selectors, targets }: Authority & { kind: 'limited' }, attack: Asked): boolean {
  const called = attack.selectors.length === 0 || selectors.some((one) => attack.selectors.includes(one));
  return called && (targets === undefined || targets.some((one) => isSame(one, attack.target)));
}

function isSame(one: Address, other: Address): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function together(
  authority: Authority & { kind: 'any' | 'all' | 'threshold' },
  attack: Asked,
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
