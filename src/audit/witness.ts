import { exerciseOf, reachableFrom } from '../authority/attack.ts';
import type { Authority, Bodies, BodyId } from '../model/authority.ts';
import { guarantees } from '../model/guarantee.ts';
import type { ChainReport, PowerReport } from '../model/report.ts';
import type { Race, SharedHolder, Witness, WitnessStep } from '../model/witness.ts';
import { asked, label, openReasons, unresolvedReason } from './weakest.ts';

/**
 * The ways to break what is asked for: a guarantee, a power by its id, or whatever an address takes part in; everything that
 * breaks a guarantee when nothing is asked. The fewest keys first, then the fastest. Null where nothing goes by that name.
 */
export function witnesses(report: ChainReport, subject?: string): readonly Witness[] | null {
  const powers = powersAbout(report, subject);
  if (powers === null) return null;
  const bodies = bodiesOf(report);
  return powers
    .flatMap((power) => power.frontier.map((_, at) => witness(report, power, at, bodies)))
    .sort((a, b) => a.keys - b.keys || a.race.attackSeconds - b.race.attackSeconds || (a.power < b.power ? -1 : 1));
}

/** What `witnesses` can be asked about. */
export function subjectsOf(report: ChainReport): {
  readonly guarantees: readonly string[];
  readonly powers: readonly string[];
  /** How many addresses. */
  readonly addresses: number;
} {
  const addresses = new Set(report.bodies.map(({ address }) => address));
  return { guarantees, powers: report.powers.map(({ id }) => id), addresses: addresses.size };
}

/** The bodies of a report by id. */
export function bodiesOf(report: ChainReport): Bodies {
  return new Map(report.bodies.map((body) => [body.id, body]));
}

function powersAbout(report: ChainReport, subject: string | undefined): readonly PowerReport[] | null {
  const { powers } = report;
  if (subject === undefined) return powers.filter(({ breaks }) => breaks.length > 0);
  const guarantee = guarantees.find((one) => one === subject);
  if (guarantee !== undefined) return powers.filter(({ breaks }) => breaks.includes(guarantee));
  const named = powers.filter(({ id }) => id === subject);
  if (named.length > 0) return named;
  const address = subject.toLowerCase();
  const known = report.bodies.filter((body) => body.address.toLowerCase() === address).map(({ id }) => id);
  if (known.length === 0) return null;
  const bodies = bodiesOf(report);
  return powers.filter(({ authority }) => {
    const reachable = reachableFrom(authority, bodies);
    return known.some((id) => reachable.has(id));
  });
}

function witness(report: ChainReport, power: PowerReport, at: number, bodies: Bodies): Witness {
  const coalition = power.frontier[at];
  if (coalition === undefined) throw new RangeError(`${power.id} has no coalition ${at}`);
  const { authority, selectors, on: target } = power;
  const { entities } = coalition;
  const exercise = exerciseOf({ authority, bodies, selectors, target, ...asked(coalition) });
  const { steps, waitSeconds } = exercise;
  const known = coalition.keys.filter((key) => unresolvedReason(key, bodies) === null);
  return {
    power: power.id,
    title: power.title,
    effect: power.effect,
    breaks: power.breaks,
    on: power.on,
    selectors,
    keys: coalition.size,
    ...(entities === undefined ? {} : { entities }),
    members: known.flatMap((id) => named(id, bodies)),
    electorates: coalition.electorates.flatMap((id) => named(id, bodies)),
    ...(power.blocking === undefined ? {} : { blocking: power.blocking }),
    unresolved: openReasons(coalition, exercise, bodies),
    steps: steps.flatMap((step): readonly WitnessStep[] => {
      const body = bodies.get(step.body);
      if (body === undefined) return [];
      const { address, kind, name } = body;
      return [{ ...step, address, kind, name }];
    }),
    waitSeconds,
    race: race(report, coalition.delaySeconds),
    vetoes: [...new Set(power.vetoes.flatMap((veto) => holders(veto)))].map((id) => label(id, bodies)),
  };
}

function named(id: BodyId, bodies: Bodies): Witness['members'] {
  const body = bodies.get(id);
  return body === undefined ? [] : [{ id, address: body.address, name: body.name }];
}

/** Whoever an authority names, itself or in part. */
function holders(authority: Authority): readonly BodyId[] {
  if ('of' in authority) {
    const inner: readonly Authority[] = Array.isArray(authority.of) ? authority.of : [authority.of];
    return inner.flatMap(holders);
  }
  return 'id' in authority && authority.id !== undefined ? [authority.id] : [];
}

/** Both readings: until the exit has begun for good, and until it is done. */
function race({ exit }: ChainReport, attackSeconds: number): Race {
  const left = (seconds: number | null) =>
    exit.possible !== true || seconds === null ? null : attackSeconds - seconds;
  return {
    attackSeconds,
    possible: exit.possible,
    terms: exit.terms.map(({ name, phase, seconds, source }) => ({ name, phase, seconds, source })),
    startSeconds: exit.startSeconds,
    finishSeconds: exit.finishSeconds,
    windowToStartSeconds: left(exit.startSeconds),
    windowToFinishSeconds: left(exit.finishSeconds),
  };
}

/**
 * Keys, Safes and contracts that take part in powers over more than one chain: most chains first, then most powers. What is unresolved is left out:
 * nobody knows whether it is the same.
 */
export function sharedHolders(reports: readonly ChainReport[]): readonly SharedHolder[] {
  const holders = new Map<string, Omit<SharedHolder, 'chains'> & { readonly chains: Map<string, string[]> }>();
  for (const report of reports) {
    const bodies = bodiesOf(report);
    for (const power of report.powers.filter(({ breaks }) => breaks.length > 0)) {
      for (const id of reachableFrom(power.authority, bodies)) {
        const body = bodies.get(id);
        if (body === undefined || body.kind === 'unresolved') continue;
        const { address, name, kind } = body;
        const holder = holders.get(id) ?? { id, address, name, kind, chains: new Map<string, string[]>() };
        holder.chains.set(report.id, [...(holder.chains.get(report.id) ?? []), power.id]);
        holders.set(id, holder);
      }
    }
  }
  return [...holders.values()]
    .map((holder) => ({ ...holder, chains: [...holder.chains].map(([chain, powers]) => ({ chain, powers })) }))
    .filter(({ chains }) => chains.length > 1)
    .sort((a, b) => b.chains.length - a.chains.length || powersOf(b) - powersOf(a) || (a.id < b.id ? -1 : 1));
}

function powersOf({ chains }: SharedHolder): number {
  return chains.reduce((sum, { powers }) => sum + powers.length, 0);
}
