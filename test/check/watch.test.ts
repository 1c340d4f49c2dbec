import { describe, expect, test } from 'vitest';
import { afterLook, afterOutage, blankState, newlyFailed, type Look, type WatchState } from '../../src/check/index.ts';
import type { ChainReport } from '../../src/model/report.ts';
import { policy, report } from './sample.ts';

const other: ChainReport = { ...report, facts: {} };
const second: ChainReport = { ...report, id: 'second' };

function look(...reports: readonly ChainReport[]): Look {
  return { policy, reports, asked: () => true };
}

function seen(...looks: readonly Look[]): WatchState {
  return looks.reduce((state, one) => afterLook(state, one).state, blankState);
}

describe('a watch', () => {
  test('is silent at the first look, and when nothing changed', () => {
    expect(afterLook(blankState, look(report)).diff).toBeNull();
    expect(seen(look(report), look(report)).pending).toEqual([]);
  });

  test('tells a change once', () => {
    const { state, diff } = afterLook(seen(look(report)), look(other));
    expect(diff?.chains.map(({ id }) => id)).toEqual(['example']);
    expect(state.pending).toMatchObject([{ event: 'change' }]);
    expect(afterLook(state, look(other)).diff).toBeNull();
  });

  test('tells a chain that came or went', () => {
    expect(afterLook(seen(look(report)), look(report, second)).diff?.chains).toMatchObject([{ id: 'second' }]);
    expect(afterLook(seen(look(report, second)), look(report)).diff?.chains).toMatchObject([{ id: 'second' }]);
  });

  test('keeps what it knows of chains that it was not asked for', () => {
    const few: Look = { ...look(other), asked: (id) => id === 'example' };
    const { state, diff } = afterLook(seen(look(report, second)), few);
    expect(diff?.chains.map(({ id }) => id)).toEqual(['example']);
    expect(state.report?.chains.map(({ id }) => id)).toEqual(['example', 'second']);
  });

  test('tells an outage when it lasts, once, and its end', () => {
    let state = seen(look(report));
    const events = () => state.pending.map(({ event }) => event);
    state = afterOutage(afterOutage(state, 'no answer', 100), 'no answer', 200);
    expect(events()).toEqual([]);
    state = afterOutage(afterOutage(state, 'no answer', 300), 'no answer', 400);
    expect(state.pending).toMatchObject([{ event: 'outage', since: 100, reason: 'no answer' }]);
    state = afterLook(state, look(report)).state;
    expect(events()).toEqual(['outage', 'recovery']);
    expect(state.outage).toBeNull();
  });

  test('says nothing of an outage that was short', () => {
    expect(afterLook(afterOutage(seen(look(report)), 'no answer', 1), look(report)).state.pending).toEqual([]);
  });

  test('drops the oldest notices when nobody takes them', () => {
    let state = seen(look(report));
    for (let round = 0; round < 120; round += 1) state = afterLook(state, look(round % 2 === 0 ? other : report)).state;
    expect(state.pending).toHaveLength(100);
  });

  test('notices reads that failed at this look and not at the last', () => {
    const failed = [...report.evidence.failed, { id: '1/call/0x', reason: 'HTTP 503' }];
    const now = { ...report, evidence: { ...report.evidence, failed } };
    expect(newlyFailed(seen(look(report)), [now])).toEqual(['HTTP 503']);
    expect(newlyFailed(seen(look(now)), [now])).toEqual([]);
    expect(newlyFailed(blankState, [now])).toEqual([]);
  });
});
