import { type Cause, text, type Value } from '../model/change.ts';
import type { GateFinding, GateKind } from '../model/gate.ts';
import { guarantees } from '../model/guarantee.ts';
import type { Credit } from '../model/verdict.ts';
import { causesOfFall, causesOfRise, type Move } from './causes.ts';
import type { Comparison } from './comparison.ts';
import { placeOf } from './place.ts';

type LevelKind = Extract<GateKind, 'level-fell' | 'level-rose' | 'undetermined'>;

/** Every level that moved: that of the whole first, then those of the guarantees. */
export function levelFindings(comparison: Comparison): readonly GateFinding[] {
  const { before, after } = comparison;
  const moves: readonly Move[] = [
    { guarantee: null, from: before.credit, to: after.credit },
    ...guarantees.map((one) => ({ guarantee: one, from: before.guarantees[one], to: after.guarantees[one] })),
  ];
  return moves.flatMap((move) => finding(move, comparison));
}

/**
 * How a level moved, or null where it did not. Gates go by the worse end; the better end decides where that stayed. A level
 * that this ladder does not have counts as worse than all others.
 */
export function directionOf({ from, to }: Pick<Move, 'from' | 'to'>, ladder: readonly string[]): LevelKind | null {
  const rank = (level: string) => ladder.indexOf(level);
  if (from.worst === to.worst && from.best === to.best) return null;
  if (from.worst === from.best && to.worst !== to.best && rank(to.worst) <= rank(from.worst)) return 'undetermined';
  const move = rank(to.worst) - rank(from.worst) || rank(to.best) - rank(from.best);
  return move < 0 ? 'level-fell' : 'level-rose';
}

function finding(move: Move, comparison: Comparison): readonly GateFinding[] {
  const { ladder, options, chain } = comparison;
  const kind = directionOf(move, ladder);
  if (kind === null) return [];
  const causes = [
    ...(kind === 'level-rose' ? causesOfRise(move, comparison) : causesOfFall(move, comparison)),
    ...background(comparison),
  ];
  const subject = move.guarantee === null ? `The credit of ${chain.name}` : `The guarantee “${move.guarantee}”`;
  return [
    {
      kind,
      fails: kind !== 'level-rose' || !options.allowBetter,
      guarantee: move.guarantee,
      subject: '',
      what: `${subject} ${verbs[kind]}.`,
      from: creditValue(move.from),
      to: creditValue(move.to),
      causes,
      advice: advices[kind](chain.id),
      location: placeOf(comparison, causes),
    },
  ];
}

const verbs: Readonly<Record<LevelKind, string>> = {
  'level-fell': 'is worse than the lock says',
  'level-rose': 'is better than the lock says',
  undetermined: 'has become uncertain: a deciding fact is unknown',
};

const advices: Readonly<Record<LevelKind, (id: string) => string>> = {
  'level-fell': (id) => `If you can live with it, take it over with \`fullfaith check ${id} --update\`; if not, leave.`,
  'level-rose': (id) =>
    `Take it over with \`fullfaith check ${id} --update\`, so that a fall back is noticed; --allow-better lets it pass.`,
  undetermined: (id) =>
    `Read again, from another node if reads failed; \`fullfaith status ${id}\` names what is unknown and why.`,
};

/** Where nothing that was read changed, what did: the policy, or what people wrote. */
function background({ before, after, facts, powers, root }: Comparison): readonly Cause[] {
  const cause = (name: string, note: string, [from, to]: readonly [Value, Value]): Cause => {
    return { kind: 'policy', name, note, from, to };
  };
  if (before.policyVersion !== after.policyVersion) {
    return [
      cause(after.policy, 'the policy’s version changed', [text(before.policyVersion), text(after.policyVersion)]),
    ];
  }
  if (facts.length > 0 || powers.length > 0) return [];
  const isSame = before.evidenceRoot !== null && before.evidenceRoot === root();
  const note = isSame
    ? 'the evidence is the same as in the lock, so somebody edited the entry, a rule or the program'
    : 'no fact and no power changed, so a rule or the entry did';
  return [cause(after.policy, note, [text(before.policyVersion), text(after.policyVersion)])];
}

function creditValue({ level, best, worst }: Credit): Value {
  return { kind: 'credit', level, best, worst };
}
