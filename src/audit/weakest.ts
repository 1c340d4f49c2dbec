import { duration } from '../model/duration.ts';
import { type Exercise, exerciseOf } from '../authority/attack.ts';
import type { Bodies, BodyId } from '../model/authority.ts';
import type { Coalition } from '../model/coalition.ts';
import type { Guarantee } from '../model/guarantee.ts';
import type { Weakest } from '../model/report.ts';
import type { PowerAnalysis, Setting } from './power-analysis.ts';
import { span } from './exit.ts';

const day = 86_400;

/** A coalition of a power, seen against the exit. */
type Candidate = {
  readonly analysis: PowerAnalysis;
  readonly coalition: Coalition;
  readonly entities: number | undefined;
  readonly windowSeconds: number | null;
};

/**
 * The power that most endangers a guarantee: first whatever leaves users no seven days, then no thirty; among those the fewest
 * keys, then who is known by name, then the fastest. Powers whose effect ends by itself break nothing.
 */
export function weakestOf(guarantee: Guarantee, powers: readonly PowerAnalysis[], setting: Setting): Weakest | null {
  const candidates = powers
    .filter(({ power }) => power.breaks.includes(guarantee) && power.lasts === 'unbounded')
    .flatMap((analysis) =>
      analysis.frontier.map((coalition, at) => ({
        analysis,
        coalition,
        entities: analysis.entities[at],
        windowSeconds: windowOf(coalition, setting),
      })),
    );
  const [first] = candidates.sort((a, b) => order(a, b, setting.bodies));
  return first === undefined ? null : describe(first, setting.bodies);
}

/** What the coalition leaves to a user who starts to leave at once; null where the user cannot, or nobody knows. */
export function windowOf({ delaySeconds }: Coalition, { exit }: Pick<Setting, 'exit'>): number | null {
  const { worst } = span(exit.start, exit.possible);
  return worst === null ? null : delaySeconds - worst;
}

function order(a: Candidate, b: Candidate, bodies: Bodies): number {
  return (
    urgency(a) - urgency(b) ||
    a.coalition.size - b.coalition.size ||
    open(a, bodies) - open(b, bodies) ||
    a.coalition.delaySeconds - b.coalition.delaySeconds ||
    (a.analysis.power.id < b.analysis.power.id ? -1 : 1)
  );
}

/** Where no window is known, the delay itself says what is urgent. */
function urgency({ windowSeconds, coalition }: Candidate): number {
  const left = windowSeconds ?? coalition.delaySeconds;
  return left < 7 * day ? 0 : left < 30 * day ? 1 : 2;
}

function open({ coalition }: Candidate, bodies: Bodies): number {
  return coalition.keys.filter((key) => unresolvedReason(key, bodies) !== null).length;
}

function describe({ analysis, coalition, entities, windowSeconds }: Candidate, bodies: Bodies): Weakest {
  const { power } = analysis;
  const keys = coalition.keys.filter((key) => unresolvedReason(key, bodies) === null);
  const exercise = exerciseOf({ ...power, target: power.on, bodies, ...asked(coalition) });
  return {
    power: power.id,
    title: power.title,
    keys: coalition.size,
    ...(entities === undefined ? {} : { entities }),
    delaySeconds: coalition.delaySeconds,
    windowSeconds,
    members: keys.flatMap((id) => {
      const body = bodies.get(id);
      return body === undefined ? [] : [{ id, address: body.address, name: body.name }];
    }),
    path: [`${power.title} on ${power.on}`, ...pathOf(exercise, bodies)],
    unresolved: openReasons(coalition, exercise, bodies),
  };
}

/** What of an attack its coalition says: with which keys, and how fast. */
export function asked({ keys, delaySeconds }: Pick<Coalition, 'keys' | 'delaySeconds'>): {
  readonly keys: ReadonlySet<BodyId>;
  readonly withinSeconds: number;
} {
  return { keys: new Set(keys), withinSeconds: delaySeconds };
}

/** What an attack rests on that was not established: those of its keys that are none, and what it takes for granted. */
export function openReasons(
  { keys, electorates }: Pick<Coalition, 'keys' | 'electorates'>,
  { open }: Exercise,
  bodies: Bodies,
): readonly string[] {
  const resting = [...keys, ...open.filter((id) => !electorates.includes(id))];
  return [...new Set(resting.flatMap((id) => unresolvedReason(id, bodies) ?? []))];
}

/** The steps from the contract inwards, a line each. */
function pathOf({ steps }: Exercise, bodies: Bodies): readonly string[] {
  return [...steps].reverse().map(({ body, quorum, waitSeconds }) => {
    const signed = quorum === undefined ? '' : `: ${quorum.k} of ${quorum.of} sign`;
    return `${label(body, bodies)}${signed}${waitSeconds > 0 ? `, then ${duration(waitSeconds)} pass` : ''}`;
  });
}

/** A body for people: its name and address. */
export function label(id: BodyId, bodies: Bodies): string {
  const body = bodies.get(id);
  return body === undefined ? id : `${body.name} ${body.address}`;
}

/** Why a “key” of a coalition is no real key, or null where it is one. */
export function unresolvedReason(key: string, bodies: Bodies): string | null {
  const body = bodies.get(key);
  // A data committee signs with BLS keys, which have no address.
  if (body?.kind === 'eoa' || key.startsWith('bls:')) return null;
  if (key.startsWith('unresolved:')) return key.slice('unresolved:'.length);
  const authority = body?.authority;
  if (authority?.kind === 'unresolved') return authority.reason;
  return body === undefined ? `${key} was not resolved` : `${body.name} ${body.address} was resolved only in part`;
}
