import { powerVocabulary, vocabulary } from '../model/vocabulary.ts';
import type { Rule } from '../model/rule.ts';
import type { Names } from './cel.ts';

const chainNames: Names = Object.fromEntries(
  Object.entries(vocabulary).map(([name, definition]) => [`fact.${name}`, definition]),
);
const powerNames: Names = { ...chainNames, ...powerVocabulary };

/** What the expressions of a rule may name: `fact.…`, and for rules of scope `power` also `power.…`. */
export function namesOf(scope: Rule['scope']): Names {
  return scope === 'power' ? powerNames : chainNames;
}

/** The fact's name in the vocabulary, which is what findings show. */
export function factNameOf(name: string): string {
  return name.startsWith('fact.') ? name.slice('fact.'.length) : name;
}
