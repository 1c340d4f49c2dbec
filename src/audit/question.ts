import type { Authority, BodyId } from '../model/authority.ts';
import type { Power } from '../model/power.ts';
import type { Setting } from './power-analysis.ts';

/** What the solver is asked about a power. */
export type Question = {
  /** All that the answer depends on: equal texts have equal answers, in whatever audit. */
  readonly text: string;
  /** Whether an authority of this kind takes part, however far down; a body that is missing may be of any kind. */
  readonly involves: (kind: Authority['kind']) => boolean;
};

/** An authority by itself: its text, the bodies that it refers to, the keys and unresolved parties that it names. */
type Part = {
  readonly text: string;
  readonly bodies: readonly BodyId[];
  readonly named: readonly BodyId[];
  readonly kinds: ReadonlySet<Authority['kind']>;
};

/** Gives the questions about powers of one audit. Each body is written out once. */
export function questionsIn(setting: Setting): (power: Power) => Question {
  const parts = new Map<BodyId, Part | null>();
  const about = JSON.stringify([setting.councils, [...(setting.entities ?? [])]]);
  const partOfBody = (id: BodyId): Part | null => {
    const before = parts.get(id);
    if (before !== undefined) return before;
    const body = setting.bodies.get(id);
    const part = body === undefined ? null : partOf(body.authority);
    parts.set(id, part);
    return part;
  };
  return (power) => {
    const own = partOf(power.authority);
    const ids = new Set(own.bodies);
    const all: Part[] = [own];
    const texts: string[] = [];
    for (const id of ids) {
      const part = partOfBody(id);
      if (part !== null) all.push(part);
      for (const next of part?.bodies ?? []) ids.add(next);
      texts.push(id, part === null ? 'missing' : part.text);
    }
    const involves: Question['involves'] = (kind) => all.length <= ids.size || all.some(({ kinds }) => kinds.has(kind));
    const call = involves('limited') ? [power.selectors, power.on] : [];
    const named = new Set(all.flatMap((part) => part.named));
    const kinds = [...named].map((id) => setting.bodies.get(id)?.kind ?? '');
    return { text: [about, own.text, JSON.stringify(call), ...texts, ...named, ...kinds].join('\n'), involves };
  };
}

function partOf(authority: Authority): Part {
  const bodies = new Set<BodyId>();
  const named = new Set<BodyId>();
  const kinds = new Set<Authority['kind']>();
  const visit = (one: Authority): void => {
    kinds.add(one.kind);
    if (one.kind === 'body') bodies.add(one.id);
    else if ('id' in one && one.id !== undefined) named.add(one.id);
    if (!('of' in one)) return;
    const inner: readonly Authority[] = Array.isArray(one.of) ? one.of : [one.of];
    for (const next of inner) visit(next);
  };
  visit(authority);
  return { text: JSON.stringify(authority), bodies: [...bodies], named: [...named], kinds };
}
