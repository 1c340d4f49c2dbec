import type { Facts } from '../model/fact.ts';
import type { Dimension, DimensionFinding, Sentiment } from '../model/rule.ts';
import { lookupIn } from './evaluate.ts';
import { compileCondition, type Condition } from './expression.ts';
import { factNameOf, namesOf } from './scope.ts';
import { compileTemplate, type Template } from './template.ts';

type Entry = { readonly when: Condition; readonly value: Template; readonly sentiment: Sentiment };

const compiledDimensions = new WeakMap<Dimension, readonly Entry[]>();

/**
 * The answer of a dimension: the first entry that holds. While an earlier entry is undecided there is an answer only if
 * that entry would give the same one.
 */
export function evaluateDimension(dimension: Dimension, facts: Facts): DimensionFinding {
  const lookup = lookupIn(facts);
  const answers = new Map<string, DimensionFinding['answer']>();
  const because = new Set<string>();
  let isDecided = false;
  for (const entry of entriesOf(dimension)) {
    const { holds, because: names } = entry.when(lookup);
    if (holds === false) continue;
    const value = entry.value(lookup);
    for (const name of [...names, ...value.because]) because.add(factNameOf(name));
    answers.set(
      `${entry.sentiment} ${value.text}`,
      value.text === null ? null : { value: value.text, sentiment: entry.sentiment },
    );
    isDecided = holds === true;
    if (isDecided) break;
  }
  const [answer = null] = answers.values();
  return {
    dimension: dimension.id,
    answer: isDecided && answers.size === 1 ? answer : null,
    because: [...because].sort(),
  };
}

function entriesOf(dimension: Dimension): readonly Entry[] {
  const before = compiledDimensions.get(dimension);
  if (before !== undefined) return before;
  const names = namesOf('chain');
  const entries = dimension.entries.map(({ when, value, sentiment }) => ({
    when: compileCondition(when, names),
    value: compileTemplate(value, names, dimension.labels),
    sentiment,
  }));
  compiledDimensions.set(dimension, entries);
  return entries;
}
