import type { Authority, BodyId } from '../../../src/model/authority.ts';
import type { Problem } from '../../../src/authority/solver/solve.ts';

/** All answers for an authority of a few keys, found by trying every set of them. Shares nothing with the solver. */
export type Oracle = {
  readonly keys: readonly BodyId[];
  /** The delay in seconds for one set of keys; `Infinity` for never. */
  delay(keys: readonly BodyId[], without?: readonly BodyId[]): number;
  /** For every delay at which it changes, the fewest keys and how many sets have as few, fastest first. */
  frontier(without?: readonly BodyId[]): readonly { delaySeconds: number; size: number; alternatives: number }[];
  blocking(within: number): { size: number; alternatives: number } | null;
};

export function bruteForce(problem: Problem): Oracle {
  const keys = [...allKeys(problem)].sort();
  const subsets = Array.from({ length: 2 ** keys.length }, (_, bits) => keys.filter((_key, at) => (bits >> at) & 1));
  const delay = (set: readonly BodyId[], without: readonly BodyId[] = []) =>
    delayOf(problem, new Set(set), new Set(without));
  return {
    keys,
    delay,
    frontier(without = []) {
      const tried = subsets
        .map((set) => ({ size: set.length, at: delay(set, without) }))
        .filter(({ at }) => at < Infinity);
      const times = [...new Set(tried.map(({ at }) => at))].sort((a, b) => a - b);
      let fewest = Infinity;
      return times.flatMap((delaySeconds) => {
        const inTime = tried.filter(({ at }) => at <= delaySeconds);
        const size = Math.min(...inTime.map((one) => one.size));
        if (size >= fewest) return [];
        fewest = size;
        return [{ delaySeconds, size, alternatives: inTime.filter((one) => one.size === size).length }];
      });
    },
    blocking(within) {
      const sizes = subsets
        .filter((set) => delay(keys.filter((key) => !set.includes(key))) > within)
        .map((set) => set.length);
      if (sizes.length === 0) return null;
      const size = Math.min(...sizes);
      return { size, alternatives: sizes.filter((one) => one === size).length };
    },
  };
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

/** Repeats the definition over all bodies, from “never” downwards, until nothing gets faster. */
function delayOf(problem: Problem, signs: ReadonlySet<BodyId>, without: ReadonlySet<BodyId>): number {
  const times = new Map([...problem.bodies.keys()].map((id) => [id, Infinity]));
  const key = (id: BodyId) => (signs.has(problem.entities?.get(id) ?? id) ? 0 : Infinity);
  const hostile = (id: BodyId) => (problem.unresolved === 'hostile' ? key(id) : Infinity);
  const evaluate = (one: Authority): number => {
    switch (one.kind) {
      case 'nobody':
        return Infinity;
      case 'anyone':
      case 'electorate':
        return 0;
      case 'key':
        return key(one.id);
      case 'unresolved':
        return hostile(one.id ?? `unresolved:${one.reason}`);
      case 'body':
        return times.get(one.id) ?? hostile(one.id);
      case 'after':
        return one.seconds + evaluate(one.of);
      case 'any':
        return Math.min(Infinity, ...one.of.map(evaluate));
      case 'all':
        return Math.max(0, ...one.of.map(evaluate));
      case 'threshold':
        if (one.council !== undefined && without.has(one.council)) return Infinity;
        return one.k === 0 ? 0 : (one.of.map(evaluate).sort((a, b) => (a === b ? 0 : a - b))[one.k - 1] ?? Infinity);
      case 'limited': {
        const called = !problem.selectors || one.selectors.some((selector) => problem.selectors?.includes(selector));
        const reached = !problem.target || !one.targets || one.targets.includes(problem.target);
        return called && reached ? evaluate(one.of) : Infinity;
      }
      case 'provableBug':
        return problem.provableBug === 'counts' ? evaluate(one.of) : Infinity;
    }
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const body of problem.bodies.values()) {
      const time = evaluate(body.authority);
      if (time < (times.get(body.id) ?? Infinity)) {
        times.set(body.id, time);
        changed = true;
      }
    }
  }
  return evaluate(problem.authority);
}
