import { type Cover, unitsOf } from './cover.ts';
import { achieves, type Choice, createCheck } from './cover-check.ts';
import { compareMinima, type Minimum, union, ways, withCount } from './minimum.ts';

/**
 * The cheapest choice of a small covering problem, of several the first by its leaves, and how many there are: by looking at
 * each. Null where there are more than `most` choices to look at.
 */
export function everyCover(cover: Cover, most: number): Minimum | null {
  const counts = cover.groups.map((_, group) => unitsOf(cover, group));
  if (counts.reduce((product, count) => product * (count + 1), 1) > most) return null;
  const check = createCheck(cover);
  let best: Minimum | null = null;
  let count = 0;
  const visit = (choice: Choice, group: number, cost: number): void => {
    if (best !== null && cost > best.size) return;
    if (group < counts.length) {
      for (let taken = 0; taken <= (counts[group] as number); taken++) {
        choice[group] = taken;
        visit(choice, group + 1, cost + taken * (cover.groups[group]?.cost as number));
      }
    } else if (achieves(check, choice)) {
      const found = chosen(cover, choice);
      count = found.size === best?.size ? count + waysOf(cover, choice) : waysOf(cover, choice);
      if (best === null || compareMinima(found, best) < 0) best = found;
    }
    choice[group] = 0;
  };
  visit(new Float64Array(counts.length), 0, 0);
  return best && withCount(best, count);
}

/** The leaves that a choice stands for: of each group its first units. */
export function chosen({ groups }: Cover, choice: Choice): Minimum {
  return union(groups.flatMap(({ units }, group) => units.slice(0, choice[group])));
}

function waysOf({ groups }: Cover, choice: Choice): number {
  return groups.reduce((product, { units }, group) => product * ways(units, choice[group] as number), 1);
}
