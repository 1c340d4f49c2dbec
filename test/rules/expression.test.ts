import { describe, expect, it } from 'vitest';
import { known } from '../../src/model/observation.ts';
import type { FactValue } from '../../src/model/fact.ts';
import { CelError, type Names } from '../../src/rules/cel.ts';
import { compileCondition, type Answer } from '../../src/rules/expression.ts';
import { namesOf } from '../../src/rules/scope.ts';

const names: Names = {
  'fact.open': { type: { kind: 'boolean' }, meaning: '' },
  'fact.closed': { type: { kind: 'boolean' }, meaning: '' },
  'fact.count': { type: { kind: 'integer' }, meaning: '' },
  'fact.count.outside': { type: { kind: 'integer' }, meaning: '' },
  'fact.delay.seconds': { type: { kind: 'seconds' }, meaning: '' },
  'fact.bond': { type: { kind: 'wei' }, meaning: '' },
  'fact.note': { type: { kind: 'text' }, meaning: '' },
  'fact.kind': { type: { kind: 'choice', of: ['none', 'fraud', 'validity'] }, meaning: '' },
};

function answer(source: string, values: Readonly<Record<string, FactValue>> = {}): Answer {
  return compileCondition(source, names)((name) => (name in values ? known(values[name] as FactValue) : undefined));
}

function fault(source: string, of: Names = names): CelError {
  try {
    compileCondition(source, of);
  } catch (error) {
    if (error instanceof CelError) return error;
    throw error;
  }
  throw new Error(`${source} was accepted`);
}

describe('what the language leaves out, because an unknown fact could pass through it', () => {
  it.each([
    ['!has(fact.open) || fact.open', 1],
    ['dyn(fact.count) > 1', 0],
    ['fact.note.matches("^(a+)+$")', 0],
    ['matches(fact.note, "a")', 0],
    ['fact.note.startsWith("a")', 0],
    ['size(fact.note) > 1', 0],
    ['[1].exists(x, x > 0)', 0],
    ['[fact.open].all(x, x)', 0],
    ['fact.open ? true : false', 0],
    ['b"a" == b"a"', 0],
    ['1u == 1u', 0],
    ['fact.open || 1.5 > 1.0', 13],
    ['null == null', 0],
    ['{"a": 1}["a"] == 1', 0],
    ['fact["open"]', 0],
    ['fact.count / 2 == 1', 0],
    ['fact.count % 2 == 1', 0],
    ['duration("7d") > duration("1d")', 0],
    ['timestamp("2025-05-20T00:00:00Z") == timestamp("x")', 0],
    ['int("1") == 1', 0],
    ['(fact.open || fact.closed) == true', 1],
  ])('%s', (source, offset) => {
    expect(fault(source).offset).toBe(offset);
  });
});

describe('names', () => {
  it.each([
    ['fact.opn', 0, '"fact.opn" is not in the vocabulary. Did you mean "fact.open"?'],
    ['fact.open && fact.knid == "none"', 13, 'Did you mean "fact.kind"?'],
    ['open', 0, '"open" is written "fact.open" in rules.'],
    ['fact.delay > 1', 0, '"fact.delay" is no fact by itself. There are fact.delay.seconds.'],
    ['fact . open', 0, 'has to be one name'],
    ['(fact).open', 1, 'has to be one name'],
    ['power.bounded', 0, 'only be used in rules of scope "power"'],
    ['fact.__proto__', 0, 'not in the vocabulary'],
    ['fact.constructor', 0, 'not in the vocabulary'],
    ['constructor', 0, 'not in the vocabulary'],
  ])('%s', (source, offset, message) => {
    const error = fault(source);
    expect([error.offset, error.message]).toEqual([offset, expect.stringContaining(message)]);
  });

  it('lets rules about powers name facts of the chain as well', () => {
    expect(compileCondition('power.bounded || fact.exit.alone', namesOf('power'))(() => known(true)).holds).toBe(true);
    expect(fault('power.bounded', namesOf('chain')).message).toContain('scope "power"');
  });

  it('tells a fact from another whose name goes on', () => {
    expect(answer('fact.count.outside < fact.count', { 'fact.count': 5, 'fact.count.outside': 4 }).holds).toBe(true);
  });
});

describe('types', () => {
  it.each([
    ['fact.count', 'a condition has to be true or false'],
    ['fact.open && fact.count', 'bool'],
    ['fact.count == "3"', 'no such overload'],
    ['fact.count > 1 > 2', 'no such overload'],
    ['fact.bond >= 1', 'no such overload'],
    ['fact.bond >= fact.count', 'no such overload'],
    ['fact.bond >= days(1)', 'no such overload'],
    ['fact.count >= days("1")', 'no matching overload'],
    ['fact.kind == "frauds"', '"frauds" is not one of the choices none, fraud, validity. Did you mean "fraud"?'],
    ['"Fraud" != fact.kind', 'Did you mean "fraud"?'],
    ['fact.kind in ["none", "snark"]', '"snark" is not one of the choices'],
    ['fact.kind == fact.note', 'is not one of the choices'],
    ['fact.kind < "none"', 'a choice can only be compared by'],
    ['fact.kind + "x" == "nonex"', 'a choice can only be compared by'],
    ['fact.kind in []', 'needs a list of literals'],
    ['fact.note in [fact.note]', 'needs a list of literals'],
    ['fact.open &&', 'Unexpected token'],
    ['', 'Unexpected token'],
  ])('%s', (source, message) => {
    expect(fault(source).message).toContain(message);
  });

  it.each([
    ['an amount above 2^63', 'fact.bond >= ether(100)', { 'fact.bond': 10n ** 21n }, true],
    ['an amount as text', 'fact.bond == wei("1000000000000000000000")', { 'fact.bond': 10n ** 21n }, true],
    ['a sum of amounts', 'fact.bond + wei("1") > ether(1)', { 'fact.bond': 10n ** 18n }, true],
    ['days', 'fact.delay.seconds >= days(7)', { 'fact.delay.seconds': 604_800 }, true],
    ['hours', 'fact.delay.seconds > hours(168)', { 'fact.delay.seconds': 604_800n }, false],
    ['a negative number', 'fact.delay.seconds < -hours(1)', { 'fact.delay.seconds': -3_601 }, true],
    ['text', 'fact.note == "a\\"b"', { 'fact.note': 'a"b' }, true],
  ])('compares %s', (_, source, values: Record<string, FactValue>, holds) => {
    expect(answer(source, values).holds).toBe(holds);
  });
});

describe('a measure of a power, which is read at the worst and at the best,', () => {
  it.each([
    ['power.keys.fast == 3', 0],
    ['power.bounded && power.window.seconds != 0', 17],
    ['power.keys.fast in [1, 2]', 0],
    ['power.window.seconds > power.councilless.window.seconds', 0],
    ['power.window.seconds - power.window.finish.seconds > days(1)', 0],
  ])('cannot be asked for by %s', (source, offset) => {
    expect(fault(source, namesOf('power')).offset).toBe(offset);
  });

  it('can be compared by order, with facts of the chain too', () => {
    const run = compileCondition('power.window.seconds + fact.exit.start.seconds >= days(7)', namesOf('power'));
    expect(run(() => known(7 * 43_200)).holds).toBe(true);
    expect(run(() => known(7 * 43_200 - 1)).holds).toBe(false);
  });

  it('leaves a comparison open where the readings differ, even if each reading alone gives the same answer', () => {
    const run = compileCondition('power.keys.fast < 3 || power.keys.fast > 5', namesOf('power'));
    const reading = (keys: number) => () => known(keys);
    expect([run(reading(1)).holds, run(reading(7)).holds]).toEqual([true, true]);
    expect(run(reading(1), reading(7))).toEqual({ holds: 'unknown', because: new Set(['power.keys.fast']) });
    expect(run(reading(6), reading(7)).holds).toBe(true);
  });
});

describe('constants are evaluated when a rule is loaded', () => {
  it.each([
    ['fact.bond >= wei("1e18")', 13, 'an amount in wei is a whole number in quotes'],
    ['fact.open || fact.bond >= wei("")', 26, 'an amount in wei'],
    ['fact.delay.seconds >= days(999999999999999999)', 22, 'does not fit 64 bits'],
    ['fact.count > 9223372036854775808', 13, 'beyond 64 bits'],
    ['fact.count > 9223372036854775807 + 1', 13, 'overflow'],
  ])('%s', (source, offset, message) => {
    const error = fault(source);
    expect([error.offset, error.message]).toEqual([offset, expect.stringContaining(message)]);
  });

  it.each([`${'('.repeat(200)}true${')'.repeat(200)}`, `${'!'.repeat(600)}true`, Array(400).fill('true').join(' && ')])(
    'a bomb of brackets or operators is refused (%#)',
    (source) => {
      expect(fault(source).message).toMatch(/exceeded|limit|depth|nodes/i);
    },
  );
});

describe('what is not a proper value is unknown', () => {
  it.each([
    ['a fraction', 'fact.count >= 0', { 'fact.count': 1.5 }],
    ['a number that lost its precision', 'fact.count >= 0', { 'fact.count': 2 ** 60 }],
    ['NaN', 'fact.count >= 0 || fact.count < 0', { 'fact.count': Number.NaN }],
    ['more than 64 bits', 'fact.count >= 0', { 'fact.count': 2n ** 63n }],
    ['an overflow', 'fact.count + 1 > 0', { 'fact.count': 2n ** 63n - 1n }],
    ['another type', 'fact.open', { 'fact.open': 'true' }],
    ['no choice of the fact', 'fact.kind != "none"', { 'fact.kind': 'magic' }],
    ['text for an amount', 'fact.bond >= wei("0")', { 'fact.bond': '5' }],
  ])('%s', (_, source, values: Record<string, FactValue>) => {
    expect(answer(source, values).holds).toBe('unknown');
  });
});

describe('the facts that an answer rests on', () => {
  it.each([
    [
      'both, where both are needed',
      'fact.open && fact.count > 1',
      { 'fact.open': true, 'fact.count': 2 },
      true,
      ['fact.open', 'fact.count'],
    ],
    [
      'the one that decides',
      'fact.open && fact.count > 1',
      { 'fact.open': true, 'fact.count': 1 },
      false,
      ['fact.count'],
    ],
    [
      'the one that decides while another is missing',
      'fact.open || fact.closed',
      { 'fact.closed': true },
      true,
      ['fact.closed'],
    ],
    ['the one that is missing', 'fact.open && fact.count > 1', { 'fact.open': true }, 'unknown', ['fact.count']],
    [
      'no missing one that would change nothing',
      '(fact.open || fact.closed) && fact.count > 1',
      { 'fact.open': true },
      'unknown',
      ['fact.count'],
    ],
    [
      'every missing one of a comparison',
      'fact.count > fact.count.outside',
      {},
      'unknown',
      ['fact.count', 'fact.count.outside'],
    ],
  ])('%s', (_, source, values: Record<string, FactValue>, holds, because) => {
    expect(answer(source, values)).toEqual({ holds, because: new Set(because) });
  });
});
