import { describe, expect, it } from 'vitest';
import { exitTimes } from '../../src/audit/exit.ts';
import { analysePowers, type Setting } from '../../src/audit/power-analysis.ts';
import { weakestOf } from '../../src/audit/weakest.ts';
import {
  after,
  allOf,
  anyOf,
  type Authority,
  type Body,
  type BodyId,
  nobody,
  type Quorum,
} from '../../src/model/authority.ts';
import { known, unknown } from '../../src/model/observation.ts';
import type { Exit } from '../../src/model/power.ts';
import { unboundedSeconds } from '../../src/model/vocabulary.ts';
import { power } from '../../src/stacks/powers.ts';

const day = 86_400;
const key = (name: string): Authority => ({ kind: 'key', id: `1:${name}` });
const keys = (name: string, count: number) => Array.from({ length: count }, (_, at) => key(`${name}${at}`));
const quorum = (name: string, k: number, of: number): Authority => ({
  kind: 'threshold',
  k,
  of: keys(name, of),
  council: `1:${name}`,
});

const term = (seconds: number) => ({ name: 'a wait', seconds: known(seconds), source: 'a test' });
const twoDays: Exit = { possible: known(true), start: [term(2 * day)], finish: [term(5 * day)] };

function setting(exit: Exit = twoDays, councils: readonly Quorum[] = [{ id: '1:council', k: 10 }]): Setting {
  const eoas = ['council', 'team', 'lone'].flatMap((name) => Array.from({ length: 13 }, (_, at) => `1:${name}${at}`));
  const body = (id: BodyId): Body => ({
    id,
    chainId: 1,
    address: '0x00000000000000000000000000000000000000EE',
    kind: 'eoa',
    name: 'key',
    authority: { kind: 'key', id },
    parameters: {},
    notes: [],
    vetoes: [],
    evidence: [],
  });
  return { bodies: new Map(eoas.map((id) => [id, body(id)])), councils, exit: exitTimes(exit) };
}

function analyse(authority: Authority, of = setting()) {
  const on = '0x00000000000000000000000000000000000000AA';
  const one = power({ id: 'it', title: 'do it', effect: 'It happens.', breaks: ['valid'], authority, on });
  const [analysis] = analysePowers([one], of);
  if (analysis === undefined) throw new Error('no analysis');
  const value = (end: 'worst' | 'best', name: keyof typeof analysis.readings.worst) => {
    const fact = analysis.readings[end][name];
    return fact.status === 'known' ? fact.value : fact.reason;
  };
  return { analysis, value, weakest: weakestOf('valid', [analysis], of) };
}

describe('the window of a power', () => {
  it('is the delay of the fastest coalition less the time to start to leave', () => {
    const { value } = analyse(anyOf([after(10 * day, key('lone0')), after(30 * day, key('team0'))]));
    expect(value('worst', 'power.window.seconds')).toBe(8 * day);
    expect(value('worst', 'power.window.finish.seconds')).toBe(3 * day);
  });

  it('has no end where nobody can use the power', () => {
    expect(analyse(nobody).value('worst', 'power.window.seconds')).toBe(unboundedSeconds);
    expect(analyse(nobody).weakest).toBeNull();
  });

  it('is as far below zero as can be where users cannot leave', () => {
    const shut = setting({ ...twoDays, possible: known(false) });
    const { value, weakest } = analyse(after(90 * day, key('lone0')), shut);
    expect(value('best', 'power.window.seconds')).toBe(-unboundedSeconds);
    expect(weakest?.windowSeconds).toBeNull();
  });

  it('lies between its two ends where a wait is unknown', () => {
    const open = setting({ ...twoDays, start: [{ ...term(0), seconds: unknown('not read') }] });
    const { value } = analyse(after(10 * day, key('lone0')), open);
    expect(value('worst', 'power.window.seconds')).toBe(-unboundedSeconds);
    expect(value('best', 'power.window.seconds')).toBe(10 * day);
  });

  it('without the council does not count what the council signs, but counts what passes it by', () => {
    const council = quorum('council', 10, 13);
    const both = analyse(allOf([council, quorum('team', 5, 7)]));
    expect(both.value('worst', 'power.councilless.window.seconds')).toBe(unboundedSeconds);
    expect(both.value('worst', 'power.window.seconds')).toBe(-2 * day);
    const around = analyse(anyOf([council, after(9 * day, key('lone0'))]));
    expect(around.value('worst', 'power.councilless.window.seconds')).toBe(7 * day);
  });

  it('without the council counts what fewer of its members than a quorum can do', () => {
    expect(analyse(quorum('council', 10, 13)).value('worst', 'power.councilless.window.seconds')).toBe(
      unboundedSeconds,
    );
    expect(analyse(quorum('council', 3, 13)).value('worst', 'power.councilless.window.seconds')).toBe(-2 * day);
  });

  it('differs between readings where somebody is unresolved', () => {
    const { value, weakest } = analyse(anyOf([quorum('council', 10, 13), { kind: 'unresolved', reason: 'not read' }]));
    expect(value('worst', 'power.councilless.window.seconds')).toBe(-2 * day);
    expect(value('best', 'power.councilless.window.seconds')).toBe(unboundedSeconds);
    expect(weakest).toMatchObject({ keys: 1, unresolved: ['not read'] });
  });

  it('counts an unresolved party as keys that may take part anyway', () => {
    const { weakest } = analyse(allOf([quorum('team', 5, 7), { kind: 'unresolved', reason: 'not read' }]));
    expect(weakest?.keys).toBe(5);
  });

  it('names what is unresolved where nothing else may be needed', () => {
    const nobodyKnows = (reason: string): Authority => ({ kind: 'unresolved', reason });
    const { analysis } = analyse(after(3 * day, allOf([nobodyKnows('who proposes'), nobodyKnows('who executes')])));
    expect(analysis.frontier).toMatchObject([{ delaySeconds: 3 * day, size: 1, keys: ['unresolved:who proposes'] }]);
  });

  it('sets aside what takes a bug that is proved on chain', () => {
    const { value } = analyse({ kind: 'provableBug', of: key('lone0') });
    expect(value('worst', 'power.exercisable')).toBe(false);
  });
});

describe('the regular path', () => {
  const council = quorum('council', 10, 13);
  const vote: Authority = { kind: 'electorate', id: '1:voters' };
  const delayOf = (authority: Authority, councils?: readonly Quorum[]) =>
    analyse(authority, setting(twoDays, councils)).analysis.regularSeconds;

  it('is what remains beside a council that acts by itself', () => {
    expect(delayOf(anyOf([council, after(10 * day, vote)])).worst).toBe(10 * day);
    expect(delayOf(anyOf([after(day, council), after(10 * day, key('lone0'))])).worst).toBe(10 * day);
    expect(delayOf(allOf([council, { kind: 'anyone' }])).worst).toBeNull();
  });

  it('is a council that acts only together with others, however late its fallback comes', () => {
    const fallback = after(98 * day, quorum('team', 5, 7));
    expect(delayOf(allOf([anyOf([council, fallback]), quorum('team', 5, 7)])).worst).toBe(0);
    expect(delayOf(after(3 * day, allOf([council, vote]))).worst).toBe(3 * day);
    expect(delayOf(allOf([council, key('council0')])).worst).toBe(0);
  });

  it('is what is faster than the council by itself, though the council takes part', () => {
    const together = allOf([council, key('lone0')]);
    expect(delayOf(anyOf([after(5 * day, council), together, after(9 * day, vote)])).worst).toBe(0);
    expect(delayOf(anyOf([council, after(day, together), after(9 * day, vote)])).worst).toBe(9 * day);
  });

  it('knows each of several councils, and takes two that need each other for no emergency path', () => {
    const second = quorum('team', 5, 7);
    const both: readonly Quorum[] = [
      { id: '1:council', k: 10 },
      { id: '1:team', k: 5 },
    ];
    expect(delayOf(anyOf([council, after(day, second), after(9 * day, vote)]), both).worst).toBe(9 * day);
    expect(delayOf(anyOf([allOf([council, second]), after(9 * day, vote)]), both).worst).toBe(0);
    expect(delayOf(anyOf([after(2 * day, council), allOf([council, second])]), both).worst).toBe(0);
  });

  it('counts whoever is unresolved as another, and as nobody where that is the better reading', () => {
    const open: Authority = { kind: 'unresolved', reason: 'not read' };
    expect(delayOf(anyOf([allOf([council, open]), after(9 * day, vote)]))).toEqual({ worst: 0, best: 9 * day });
    expect(delayOf(anyOf([council, open, after(9 * day, vote)]))).toEqual({ worst: 0, best: 9 * day });
  });
});

describe('the weakest power', () => {
  it('is the one with the fewest keys among those that leave no seven days', () => {
    const { weakest } = analyse(
      anyOf([quorum('team', 3, 7), quorum('council', 10, 13), after(98 * day, key('lone0'))]),
    );
    expect(weakest).toMatchObject({ keys: 3, delaySeconds: 0, windowSeconds: -2 * day });
    expect(weakest?.members).toHaveLength(3);
  });
});
