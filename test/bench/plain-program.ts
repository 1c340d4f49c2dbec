import type { Problem } from '../../src/authority/solver/solve.ts';
import type { Authority, BodyId } from '../../src/model/authority.ts';

/** A constant, or the name of a 0/1 variable. */
type Term = 0 | 1 | string;

type Draft = {
  readonly problem: Problem;
  readonly rows: string[];
  readonly keys: Map<string, string>;
  readonly bodies: Map<BodyId, string>;
  /** The body whose authority is being written. */
  inside: string | null;
  parts: number;
  readonly ranked: boolean;
};

/**
 * The textbook formulation of “the fewest keys, however long it takes”, in the LP format: a 0/1 variable for each key, each
 * body and each part of an authority, `k · part ≤ Σ members`, and the root is 1. It is made from the authorities and shares
 * nothing with the solver. Where bodies own each other each gets a rank above those it rests on, so that none supports itself.
 */
export function plainProgram(problem: Problem): string {
  const ranked = hasCircle(problem);
  const draft: Draft = { problem, ranked, rows: [], keys: new Map(), bodies: new Map(), inside: null, parts: 0 };
  const root = term(draft, problem.authority);
  for (const [id, name] of draft.bodies) {
    draft.inside = name;
    const found = problem.bodies.get(id);
    row(draft, [name], [term(draft, found ? found.authority : { kind: 'unresolved', reason: 'no such body', id })], 1);
  }
  row(draft, ['one'], [root], 1);
  const keys = [...draft.keys.values()];
  const parts = Array.from({ length: draft.parts }, (_, at) => `p${at}`);
  const binary = ['one', ...keys, ...parts, ...draft.bodies.values()];
  return [
    `Minimize\n size: ${['0 one', ...keys].join('\n + ')}`,
    `Subject To\n one >= 1\n${draft.rows.join('\n')}`,
    `Binary\n ${binary.join('\n ')}\nEnd\n`,
  ].join('\n');
}

/** Bodies are written later, each once, by the loop above: their map grows while it runs. */
function term(draft: Draft, one: Authority): Term {
  const { unresolved, provableBug } = draft.problem;
  switch (one.kind) {
    case 'nobody':
      return 0;
    case 'anyone':
    case 'electorate':
      return 1;
    case 'key':
      return key(draft, one.id);
    case 'unresolved':
      if (unresolved === 'hostile') return key(draft, one.id ?? `unresolved:${one.reason}`);
      return unresolved === 'free' ? 1 : 0;
    case 'body':
      return reference(draft, body(draft, one.id));
    case 'after':
      return term(draft, one.of);
    case 'limited':
      return applies(draft.problem, one) ? term(draft, one.of) : 0;
    case 'provableBug':
      return provableBug === 'counts' ? term(draft, one.of) : 0;
    case 'any':
      return threshold(draft, 1, one.of);
    case 'all':
      return threshold(draft, one.of.length, one.of);
    case 'threshold':
      return threshold(draft, one.k, one.of);
  }
}

function key({ problem, keys }: Draft, id: BodyId): string {
  const owner = problem.entities?.get(id) ?? id;
  const name = keys.get(owner) ?? `k${keys.size}`;
  keys.set(owner, name);
  return name;
}

function body({ bodies }: Draft, id: BodyId): string {
  const name = bodies.get(id) ?? `b${bodies.size}`;
  bodies.set(id, name);
  return name;
}

function threshold(draft: Draft, k: number, of: readonly Authority[]): Term {
  if (!(k >= 1)) return 1;
  const name = part(draft);
  const members = of.map((one) => term(draft, one));
  row(draft, [name], members, Math.ceil(k));
  return name;
}

function part(draft: Draft): string {
  return `p${draft.parts++}`;
}

/** In a circle, leaning on a body is a variable of its own: it puts the one that leans above the other. */
function reference(draft: Draft, to: string): Term {
  if (!draft.ranked || draft.inside === null) return to;
  const many = draft.problem.bodies.size + 1;
  const leans = part(draft);
  row(draft, [leans], [to], 1);
  if (draft.inside === to) draft.rows.push(` ${leans} <= 0`);
  else draft.rows.push(` rank_${draft.inside} - rank_${to} - ${many} ${leans} >= ${1 - many}`);
  return leans;
}

/** `needed · taken ≤ Σ members`, with members that are listed twice counted twice. */
function row(draft: Draft, [taken]: readonly [string], members: readonly Term[], needed: number): void {
  const times = new Map<string, number>();
  let constant = 0;
  for (const one of members) {
    if (typeof one === 'number') constant += one;
    else times.set(one, (times.get(one) ?? 0) + 1);
  }
  const sum = [...times].map(([name, count]) => `\n - ${count} ${name}`).join('');
  draft.rows.push(` ${needed} ${taken}${sum} <= ${constant}`);
}

function applies(problem: Problem, one: Extract<Authority, { kind: 'limited' }>): boolean {
  const has = (list: readonly string[], wanted: string) =>
    list.some((text) => text.toLowerCase() === wanted.toLowerCase());
  const { selectors = [], target } = problem;
  const called = selectors.length === 0 || selectors.some((each) => has(one.selectors, each));
  return called && (target === undefined || one.targets === undefined || has(one.targets, target));
}

function hasCircle({ authority, bodies }: Problem): boolean {
  const state = new Map<BodyId, 'open' | 'done'>();
  const visit = (one: Authority): boolean => {
    if (one.kind !== 'body') return 'of' in one && [one.of].flat().some((inner) => visit(inner as Authority));
    const before = state.get(one.id);
    if (before !== undefined) return before === 'open';
    state.set(one.id, 'open');
    const found = bodies.get(one.id);
    const circle = found !== undefined && visit(found.authority);
    state.set(one.id, 'done');
    return circle;
  };
  return visit(authority);
}
