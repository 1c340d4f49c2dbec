import type { Authority } from '../../src/model/authority.ts';
import type { Problem } from '../../src/authority/solver/solve.ts';
import { bodiesOf } from '../authority/solver/random-problem.ts';

/** What a generated network of Safes looks like. `owners`: keys a Safe; `nested`: other Safes that own it. */
export type Shape = {
  readonly safes: number;
  readonly keys: number;
  readonly owners: number;
  readonly nested: number;
  /** How many of the first so many Safes have to act; left out, the first alone. */
  readonly root?: { readonly k: number; readonly of: number };
  readonly cyclic?: boolean;
  /** Every third Safe can also be used by half of its quorum, after so many seconds or a small multiple. */
  readonly delay?: number;
};

/** A network of Safes that share many owners. The same shape and seed give the same network. */
export function network(shape: Shape, seed: number): Problem {
  const random = generator(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const safe = (at: number): Authority => {
    const first = shape.cyclic ? 0 : at + 1;
    const others = pick(
      below,
      range(first, shape.safes).filter((one) => one !== at),
      Math.min(shape.nested, shape.safes - first),
    );
    const keys = pick(below, range(0, shape.keys), Math.ceil(shape.owners * (0.5 + random())));
    const of: Authority[] = [
      ...others.map((one): Authority => ({ kind: 'body', id: `safe${one}` })),
      ...keys.map((one): Authority => ({ kind: 'key', id: `key${String(one).padStart(4, '0')}` })),
    ];
    const k = Math.ceil(of.length * (0.4 + 0.4 * random()));
    const quorum: Authority = { kind: 'threshold', k, of, council: `safe${at}` };
    if (shape.delay === undefined || at % 3 !== 1) return quorum;
    const slow: Authority = { ...quorum, k: Math.ceil(k / 2) };
    return { kind: 'any', of: [quorum, { kind: 'after', seconds: shape.delay * (1 + (at % 4)), of: slow }] };
  };
  const bodies = bodiesOf(Object.fromEntries(range(0, shape.safes).map((at) => [`safe${at}`, safe(at)])));
  const { k, of } = shape.root ?? { k: 1, of: 1 };
  const roots = range(0, of).map((at): Authority => ({ kind: 'body', id: `safe${at}` }));
  return { authority: { kind: 'threshold', k, of: roots }, bodies, unresolved: 'hostile', provableBug: 'counts' };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

function pick(below: (limit: number) => number, from: readonly number[], many: number): number[] {
  const rest = [...from];
  return Array.from(
    { length: Math.min(many, rest.length) },
    () => rest.splice(below(rest.length), 1)[0] as number,
  ).sort((a, b) => a - b);
}

/** Mulberry32: numbers in [0, 1) that only depend on the seed. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
