import type { Authority, BodyId, Quorum } from '../../../src/model/authority.ts';
import type { Problem } from '../../../src/authority/solver/solve.ts';

/** Who takes part: all but these quorums, or the signers of one body alone. */
type Cast = { readonly absent: readonly Quorum[] } | { readonly alone: BodyId };

const everybody: Cast = { absent: [] };

/** All answers for an authority of a few keys, found by trying every set of them. Shares nothing with the solver. */
export type Oracle = {
  readonly keys: readonly BodyId[];
  /** The delay in seconds for one set of keys; `Infinity` for never. */
  delay(keys: readonly BodyId[], cast?: Cast): number;
  /** For every delay at which it changes, the fewest keys and how many sets have as few, fastest first. */
  frontier(cast?: Cast): readonly { delaySeconds: number; size: number; alternatives: number }[];
  blocking(within: number): { size: number; alternatives: number } | null;
};

/** Sets of keys are numbers: bit `i` is the key `keys[i]`. */
export function bruteForce(problem: Problem): Oracle {
  const keys = [...allKeys(problem)].sort();
  const known = new Map<string, readonly number[]>();
  const delays = (cast: Cast) => {
    const name = JSON.stringify(cast);
    const found = known.get(name) ?? allDelays(problem, keys, cast);
    known.set(name, found);
    return found;
  };
  const bitsOf = (set: readonly BodyId[]) => set.reduce((bits, key) => bits | (1 << keys.indexOf(key)), 0);
  return {
    keys,
    delay: (set, cast = everybody) => delays(cast)[bitsOf(set)] as number,
    frontier(cast = everybody) {
      const all = delays(cast);
      const times = [...new Set(all)].filter((time) => time < Infinity).sort((a, b) => a - b);
      const points = times.map((delaySeconds) => ({ delaySeconds, ...smallest(all, (time) => time <= delaySeconds) }));
      return points.filter(({ size }, at) => points.slice(0, at).every((faster) => faster.size > size));
    },
    blocking(within) {
      const all = delays(everybody);
      const refused = all.map((_, bits) => all[all.length - 1 - bits] as number);
      const found = smallest(refused, (time) => time > within || time === Infinity);
      return found.alternatives === 0 ? null : found;
    },
  };
}

function smallest(
  delays: readonly number[],
  counts: (time: number) => boolean,
): { size: number; alternatives: number } {
  const sizes = delays.flatMap((time, bits) => (counts(time) ? [ones(bits)] : []));
  const size = Math.min(...sizes);
  return { size, alternatives: sizes.filter((one) => one === size).length };
}

function ones(bits: number): number {
  return bits === 0 ? 0 : (bits & 1) + ones(bits >> 1);
}

function allKeys(problem: Problem): Set<BodyId> {
  const found = new Set<BodyId>();
  const name = (id: BodyId) => problem.entities?.get(id) ?? id;
  const walk = (authority: Authority): void => {
    if (authority.kind === 'key') found.add(name(authority.id));
    if (authority.kind === 'unresolved') found.add(name(authority.id ?? `unresolved:${authority.reason}`));
    if (authority.kind === 'body' && !problem.bodies.has(authority.id)) found.add(name(authority.id));
    if ('of' in authority) for (const one of Array.isArray(authority.of) ? authority.of : [authority.of]) walk(one);
  };
  walk(problem.authority);
  for (const body of problem.bodies.values()) walk(body.authority);
  return found;
}

/** What a node's delay is for a set of keys, given the delays of the bodies so far. */
type Evaluate = (bits: number, times: readonly number[]) => number;

/** Repeats the definition over all bodies, from “never” downwards, until nothing gets faster; for each set of keys. */
function allDelays(problem: Problem, keys: readonly BodyId[], cast: Cast): readonly number[] {
  const bodies = [...problem.bodies.values()].map(({ authority }) => meaning(problem, { keys, cast }, authority));
  const root = meaning(problem, { keys, cast }, problem.authority);
  return Array.from({ length: 2 ** keys.length }, (_, bits) => {
    const times = bodies.map(() => Infinity);
    for (let changed = true; changed;) {
      changed = false;
      for (const [at, body] of bodies.entries()) {
        const time = body(bits, times);
        if (time >= (times[at] as number)) continue;
        times[at] = time;
        changed = true;
      }
    }
    return root(bits, times);
  });
}

type Setting = { readonly keys: readonly BodyId[]; readonly cast: Cast };

function meaning(problem: Problem, setting: Setting, one: Authority): Evaluate {
  const never: Evaluate = () => Infinity;
  const now: Evaluate = () => 0;
  const key = (id: BodyId): Evaluate => {
    if ('alone' in setting.cast) return never;
    const bit = 1 << setting.keys.indexOf(problem.entities?.get(id) ?? id);
    return (bits) => (bits & bit ? 0 : Infinity);
  };
  const open = (id: BodyId) => ({ hostile: key(id), free: now, inert: never })[problem.unresolved];
  const inner = (authority: Authority) => meaning(problem, setting, authority);
  switch (one.kind) {
    case 'nobody':
      return never;
    case 'anyone':
      return now;
    case 'electorate':
      return 'alone' in setting.cast ? never : now;
    case 'key':
      return key(one.id);
    case 'unresolved':
      return open(one.id ?? `unresolved:${one.reason}`);
    case 'body': {
      const at = [...problem.bodies.keys()].indexOf(one.id);
      return at === -1 ? open(one.id) : (_, times) => times[at] as number;
    }
    case 'after': {
      const { seconds, of } = one;
      const part = inner(of);
      return (bits, times) => seconds + part(bits, times);
    }
    case 'any':
      return fastestOf(1, one.of.map(inner));
    case 'all':
      return fastestOf(one.of.length, one.of.map(inner));
    case 'threshold':
      return signed(setting.cast, one) ?? fastestOf(one.k, one.of.map(inner));
    case 'limited': {
      const called = !problem.selectors || one.selectors.some((selector) => problem.selectors?.includes(selector));
      const reached = !problem.target || !one.targets || one.targets.includes(problem.target);
      return called && reached ? inner(one.of) : never;
    }
    case 'provableBug':
      return problem.provableBug === 'counts' ? inner(one.of) : never;
  }
}

function signed(cast: Cast, { council, k }: Extract<Authority, { kind: 'threshold' }>): Evaluate | undefined {
  if ('alone' in cast) return cast.alone === council ? () => 0 : undefined;
  return cast.absent.some((one) => one.id === council && one.k <= k) ? () => Infinity : undefined;
}

function fastestOf(k: number, parts: readonly Evaluate[]): Evaluate {
  if (k === 0) return () => 0;
  return (bits, times) => {
    const sorted = parts.map((part) => part(bits, times)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return sorted[k - 1] ?? Infinity;
  };
}
