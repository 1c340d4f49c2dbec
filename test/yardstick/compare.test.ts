import { expect, test } from 'vitest';
import { recordedChains, shippedPolicy } from '../audit/recorded-audits.ts';
import type { ChainReport } from '../../src/model/report.ts';
import { answersOf } from './answers.ts';
import { type Audited, better, compare } from './compare.ts';
import { print } from './print.ts';
import type { Reviewed } from './truth.ts';
import { unexplained } from './unexplained.ts';

const [recorded] = await recordedChains();
if (recorded === undefined) throw new Error('no chain has a recording');
const shipped = await recorded.audit(await shippedPolicy('l2beat-2025'));

const risk = { value: 'None', sentiment: 'bad' };
const reviewed: Reviewed = {
  id: 'sample',
  name: 'Sample',
  category: 'Optimistic Rollup',
  othersAfterMigration: false,
  reasonsForBeingOther: [],
  stageAfterCountdown: 'Stage 0',
  riskView: {
    stateValidation: risk,
    dataAvailability: risk,
    exitWindow: risk,
    sequencerFailure: risk,
    proposerFailure: risk,
  },
};

const at = (level: string, best = level): ChainReport => ({
  ...shipped,
  credit: { level, worst: level, best },
  findings: [],
});
const stageColumn = (audited: readonly Audited[]) => compare(audited).find(({ name }) => name === 'stage');

test('the same level agrees, and an open one is a miss that is counted apart', () => {
  const audited = [at('stage-0'), at('stage-1'), at('others', 'stage-0')].map((report) => ({ reviewed, report }));
  expect(stageColumn(audited)).toMatchObject({
    agreed: 1,
    unknown: 1,
    of: 3,
    agreement: 33.3,
    confusion: { 'stage-0': { 'stage-0': 1, 'stage-1': 1, unknown: 1 } },
  });
});

test('a chain that could not be audited is a miss, and says why', () => {
  const column = stageColumn([{ reviewed, report: null, failure: 'no recording' }]);
  expect(column).toMatchObject({
    agreed: 0,
    unknown: 1,
    of: 1,
    disagreements: [{ ours: null, ourFacts: 'no recording' }],
  });
});

test('only a reason that stands makes a chain one of the Others', () => {
  const finding = { rule: 'others/proofs', guarantees: [], message: '', reason: 'NO_PROOFS', because: [] };
  const answer = (outcome: 'fail' | 'unknown') =>
    answersOf({ ...at('others'), findings: [{ ...finding, outcome, caps: 'others' }] });
  expect(answer('fail')).toMatchObject({ stage: 'others', category: 'Other', reasons: 'No proofs' });
  expect(answer('unknown')).toMatchObject({ stage: null, category: null, reasons: null });
  expect(answersOf(at('others'))).toMatchObject({ stage: 'no stage', reasons: 'none' });
});

test('better than the reviewers is what stands above their stage, at worst', () => {
  const list = [at('stage-1'), at('stage-0'), at('others', 'stage-2')].map((report) => ({ reviewed, report }));
  expect(better(list)).toEqual([{ chain: 'sample', theirs: 'stage-0', ours: 'stage-1' }]);
  expect(better([{ reviewed: { ...reviewed, othersAfterMigration: true }, report: at('stage-0') }])).toHaveLength(1);
});

test('a heading of the document explains a disagreement, a mention does not', () => {
  const columns = compare([{ reviewed, report: at('stage-1') }]);
  const left = (document: string) => unexplained(columns, document);
  expect(left('sample: stage is fine')).toEqual(expect.arrayContaining(['sample: stage', 'sample: category']));
  expect(left('### other, sample: stage, state validation\n\nBecause.\n')).not.toContain('sample: stage');
  expect(left('### other, sample: stage, state validation\n')).toContain('sample: category');
  expect(left('### other: stage\n')).toContain('sample: stage');
  expect(left('### sample: everything\n')).toEqual([]);
});

test('the text shows both sides of a disagreement', () => {
  const audited = [{ reviewed, report: at('stage-1') }];
  const text = print(compare(audited), better(audited));
  expect(text).toContain('sample: theirs stage-0, ours stage-1');
  expect(text).toContain('Better than the reviewers:\n  sample');
});
