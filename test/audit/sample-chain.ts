import { getAddress, keccak256, toHex, type Address } from 'viem';
import { exitTimes } from '../../src/audit/exit.ts';
import { analysePowers } from '../../src/audit/power-analysis.ts';
import { type Authority, type Body, bodyId } from '../../src/model/authority.ts';
import { known } from '../../src/model/observation.ts';
import type { Exit, Power } from '../../src/model/power.ts';
import type { ChainReport, PowerReport } from '../../src/model/report.ts';
import { sampleReport } from '../report/sample-report.ts';

const day = 86_400;

/** An address for a name, always the same. */
export function addressOf(name: string): Address {
  return getAddress(`0x${keccak256(toHex(name)).slice(26)}`);
}

/** The id of whoever goes by this name. */
export function idOf(name: string): string {
  return bodyId(1, addressOf(name));
}

/** A reference to whoever goes by this name. */
export function ref(name: string): Authority {
  return { kind: 'body', id: idOf(name) };
}

/** Someone with a key. */
export function key(name: string): Body {
  return body(name, 'eoa', { kind: 'key', id: idOf(name) }, { name: 'key' });
}

/** A Safe of these members, and of its modules, which need no signatures. */
export function safe(name: string, k: number, members: readonly string[], modules: readonly Authority[] = []): Body {
  const signed: Authority = { kind: 'threshold', k, of: members.map(ref), council: idOf(name) };
  const authority: Authority = modules.length === 0 ? signed : { kind: 'any', of: [signed, ...modules] };
  const parameters = { threshold: k, owners: members.length };
  return body(name, 'safe', authority, { name: `Safe ${k}/${members.length}`, parameters });
}

/** Anybody else. */
export function body(name: string, kind: string, authority: Authority, more: Partial<Body> = {}): Body {
  const blank = { parameters: {}, notes: [], vetoes: [], evidence: [] };
  return { id: idOf(name), chainId: 1, address: addressOf(name), kind, name, authority, ...blank, ...more };
}

/** A power with the least that it needs; it breaks `untouched` unless told otherwise. */
export function powerOf(id: string, authority: Authority, more: Partial<Power> = {}): Power {
  const said = { title: `do ${id}`, effect: 'It happens.', breaks: ['untouched'] as const, because: [] };
  return { id, ...said, authority, on: addressOf(id), selectors: [], lasts: 'unbounded', vetoes: [], ...more };
}

const exit: Exit = {
  possible: known(true),
  start: [{ name: 'inclusion', seconds: known(day), source: 'the inbox' }],
  finish: [{ name: 'challenge', seconds: known(7 * day), source: 'the game' }],
};

/** The report of a chain with these powers and bodies; a user needs 1 day to begin to leave, and 8 to have left. */
export function chainWith(id: string, powers: readonly Power[], bodies: readonly Body[]): ChainReport {
  const known = new Map(bodies.map((one) => [one.id, one]));
  const analyses = analysePowers(powers, { bodies: known, councils: [], exit: exitTimes(exit) });
  const calm = sampleReport.chains.find((one) => one.id === 'calm');
  if (calm === undefined) throw new Error('no sample');
  const terms = [
    { name: 'inclusion', phase: 'start', seconds: day, source: 'the inbox' },
    { name: 'challenge', phase: 'finish', seconds: 7 * day, source: 'the game' },
  ] as const;
  return {
    ...calm,
    id,
    name: id,
    exit: { possible: true, startSeconds: day, finishSeconds: 8 * day, terms },
    bodies,
    powers: analyses.map(({ power, frontier, blocking }): PowerReport => {
      const { lasts, because, ...rest } = power;
      const points = frontier.map((one) => ({ ...one, windowSeconds: one.delaySeconds - day }));
      return {
        ...rest,
        lastsSeconds: lasts === 'unbounded' ? null : lasts,
        frontier: points,
        blocking,
        unresolved: [],
        evidence: because,
      };
    }),
  };
}
