import { describe, expect, it } from 'vitest';
import { known } from '../../src/model/observation.ts';
import type { FactValue } from '../../src/model/fact.ts';
import type { Dimension, DimensionEntry } from '../../src/model/rule.ts';
import { evaluateDimension } from '../../src/rules/dimension.ts';
import { namesOf } from '../../src/rules/scope.ts';
import { compileTemplate } from '../../src/rules/template.ts';

function ask(entries: readonly DimensionEntry[], facts: Readonly<Record<string, FactValue>>, labels = {}) {
  const location = { file: 'exit.yaml', line: 1, column: 1 };
  const dimension: Dimension = {
    id: 'exit',
    title: 'Exit',
    description: '',
    entries,
    labels,
    references: [],
    location,
  };
  const observed = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, known(value)]));
  return evaluateDimension(dimension, observed);
}

const entries: readonly DimensionEntry[] = [
  { when: 'fact.upgrade.immutable', value: '∞', sentiment: 'good' },
  { when: 'fact.exit.alone', value: 'alone', sentiment: 'good' },
  { when: '!fact.exit.alone && fact.exit.mechanism == "none"', value: 'never', sentiment: 'bad' },
];

describe('the first entry that holds is the answer', () => {
  it('and says which facts decided', () => {
    expect(ask(entries, { 'upgrade.immutable': false, 'exit.alone': true })).toEqual({
      dimension: 'exit',
      answer: { value: 'alone', sentiment: 'good' },
      because: ['exit.alone'],
    });
  });

  it('even if a later one would hold as well', () => {
    expect(ask(entries, { 'upgrade.immutable': true }).answer?.value).toBe('∞');
  });
});

describe('there is no answer', () => {
  it('while an earlier entry could still hold', () => {
    expect(ask(entries, { 'exit.alone': true })).toMatchObject({
      answer: null,
      because: ['exit.alone', 'upgrade.immutable'],
    });
  });

  it('while only the undecided entries are left', () => {
    expect(ask(entries, { 'upgrade.immutable': false })).toMatchObject({ answer: null });
  });

  it('where no entry holds', () => {
    expect(ask(entries, { 'upgrade.immutable': false, 'exit.alone': false, 'exit.mechanism': 'validators' })).toEqual({
      dimension: 'exit',
      answer: null,
      because: [],
    });
  });

  it('where a fact in the text is missing', () => {
    const [finding] = [ask([{ when: 'true', value: '{fact.exit.delay.seconds}', sentiment: 'bad' }], {})];
    expect(finding).toMatchObject({ answer: null, because: ['exit.delay.seconds'] });
  });
});

it('an undecided entry does not matter if it gives the answer that another gives anyway', () => {
  const same: readonly DimensionEntry[] = [
    { when: 'fact.upgrade.immutable', value: 'yes', sentiment: 'good' },
    { when: 'fact.exit.alone', value: 'yes', sentiment: 'good' },
  ];
  expect(ask(same, { 'exit.alone': true }).answer).toEqual({ value: 'yes', sentiment: 'good' });
  const worse = [same[0], { ...same[1], sentiment: 'bad' }] as readonly DimensionEntry[];
  expect(ask(worse, { 'exit.alone': true }).answer).toBeNull();
});

it('a computed part is shown in the words of its label, the rest as it is written', () => {
  const entry: DimensionEntry = { when: 'true', value: 'ST-SN: {fact.proof.variant}', sentiment: 'good' };
  expect(ask([entry], { 'proof.variant': 'ST-SN' }, { 'ST-SN': 'ST, SN' }).answer?.value).toBe('ST-SN: ST, SN');
  expect(ask([entry], { 'proof.variant': 'SN' }, { 'ST-SN': 'ST, SN' }).answer?.value).toBe('ST-SN: SN');
});

describe('parts in braces are computed', () => {
  const render = (source: string, value: FactValue) =>
    compileTemplate(source, namesOf('chain'))(() => known(value)).text;

  it.each([
    ['{fact.exit.delay.seconds}', 604_800, '7d'],
    ['{fact.exit.delay.seconds}', 129_600, '1d 12h'],
    ['{fact.exit.delay.seconds} left', 864_061, '10d 1m left'],
    ['{fact.exit.delay.seconds - days(1)}', 0, '-1d'],
    ['{fact.exit.delay.seconds}', 0, '0s'],
    ['{fact.proof.challengers} of {fact.proof.challengers + 1}', 4, '4 of 5'],
    ['{fact.proof.kind}', 'fraud', 'fraud'],
    ['nothing', 0, 'nothing'],
  ])('%s of %s is %s', (source, value, text) => {
    expect(render(source, value)).toBe(text);
  });

  it.each([
    ['a {fact.exit.dlay.seconds}', 3, 'Did you mean "fact.exit.delay.seconds"?'],
    ['a } b', 2, 'a brace has no partner'],
    ['a {fact.exit.alone', 2, 'a brace has no partner'],
    ['{}', 1, 'Unexpected token'],
  ])('%s is refused', (source, offset, message) => {
    expect(() => compileTemplate(source, namesOf('chain'))).toThrow(
      expect.objectContaining({ offset, message: expect.stringContaining(message) as string }),
    );
  });
});
