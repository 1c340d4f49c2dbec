import type { FactValue } from '../../model/fact.ts';
import { all, chain, known, type Observation, unknown } from '../../model/observation.ts';
import type { ExitTerm, Power } from '../../model/power.ts';
import type { FactName } from '../../model/vocabulary.ts';
import type { Assessment } from '../stack.ts';

/** Of which facts the larger, and of which the smaller value is the worse one. */
const worse: Readonly<Partial<Record<FactName, 'larger' | 'smaller'>>> = {
  'inclusion.seconds': 'larger',
  'data.committee.threshold': 'smaller',
};

/** The facts of several exchanges as those of one chain: what they agree on, the worse of two numbers, otherwise unknown. */
export function mergedFacts(facts: readonly Assessment['facts'][]): Assessment['facts'] {
  const names = new Set(facts.flatMap((one) => Object.keys(one) as FactName[]));
  return Object.fromEntries([...names].map((name) => [name, mergedFact(name, facts)]));
}

function mergedFact(name: FactName, facts: readonly Assessment['facts'][]): Observation<FactValue> {
  const values = all(facts.map((one) => one[name] ?? unknown(`${name} is not known of every exchange`)));
  return chain(values, (list): Observation<FactValue> => {
    const [first] = list;
    if (first !== undefined && list.every((one) => one === first)) return known(first);
    const numbers = list.map(Number);
    if (worse[name] === 'larger') return known(Math.max(...numbers));
    if (worse[name] === 'smaller') return known(Math.min(...numbers));
    return unknown('its exchanges differ');
  });
}

/** The powers over several exchanges; those over the second and later ones say so in their ids. */
export function numberedPowers(powers: readonly (readonly Power[])[]): readonly Power[] {
  return powers.flatMap((list, index) =>
    index === 0 ? list : list.map((one) => ({ ...one, id: `${one.id}-${index + 1}` })),
  );
}

/** The same term of several exchanges: the longest, since a user may have to leave any of them. */
export function longestTerm(terms: readonly ExitTerm[]): readonly ExitTerm[] {
  const [first] = terms;
  if (first === undefined) return [];
  const seconds = chain(all(terms.map((one) => one.seconds)), (list) => known(Math.max(...list)));
  return [{ ...first, seconds }];
}
