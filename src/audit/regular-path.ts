import { fastest, fastestAlone, type Problem } from '../authority/solver/solve.ts';
import type { Quorum } from '../model/authority.ts';

/**
 * The delay of the regular path, in seconds: that of the fastest coalition that is not a council acting by itself. Null where there
 * is no other.
 *
 * A council acts by itself where its signers suffice, within the same delay, with no other key and no vote. That is its emergency
 * path, and what else signs beside it there is not needed. Where it can act only together with others, the coalition is nobody's
 * emergency path, however many members of the council take part, and its delay counts. Whoever is unresolved counts as another.
 */
export function regularSeconds(problem: Problem, councils: readonly Quorum[]): number | null {
  const aside: Quorum[] = [];
  for (const { council, seconds } of byTheirOwnDelay({ ...problem, unresolved: 'inert' }, councils)) {
    const others = fastest(problem, aside);
    if (others !== null && others < seconds) return others;
    aside.push(council);
  }
  return fastest(problem, aside);
}

/** The councils that can act by themselves, fastest first. */
function byTheirOwnDelay(problem: Problem, councils: readonly Quorum[]) {
  const acting = councils.flatMap((council) => {
    const seconds = fastestAlone(problem, council.id);
    return seconds === null ? [] : [{ council, seconds }];
  });
  return acting.sort((a, b) => a.seconds - b.seconds);
}
