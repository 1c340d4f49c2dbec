import loadHighs from 'highs';
import type { Problem } from '../../src/authority/solver/solve.ts';
import { plainProgram } from './plain-program.ts';

/** After so many seconds the plain formulation is given up. */
const patience = 10;

/** How many keys it takes, null if no set of keys suffices, or that it was given up. */
export type PlainAnswer = number | null | 'given up';

/** Loads HiGHS; what comes back writes the plain formulation of a problem and solves it. */
export async function createPlainIlp(): Promise<(problem: Problem) => PlainAnswer> {
  // Its types say `default`; as CommonJS the module is the function itself.
  const highs = await (loadHighs as unknown as typeof loadHighs.default)();
  return (problem) => {
    const solution = highs.solve(plainProgram(problem), { output_flag: false, time_limit: patience, mip_rel_gap: 0 });
    if (solution.Status === 'Optimal') return Math.round(solution.ObjectiveValue);
    if (solution.Status === 'Infeasible') return null;
    if (solution.Status === 'Time limit reached') return 'given up';
    throw new Error(`HiGHS ended with “${solution.Status}”`);
  };
}
