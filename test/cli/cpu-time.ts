import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import type { Run, RunOptions } from './built-program.ts';

/**
 * Node alone starts in 0.04 to 0.05 s of CPU time on the machines that limits are meant for. Up to twice that a limit holds as it
 * stands; a machine on which Node alone takes longer (throttled, or with other tests beside this one) counts more seconds for the
 * same work, and is allowed as many times more.
 */
const slowestStart = 0.1;

const meter =
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error(`CPU ${user + system}`); })";

/** What a run took. */
type Timed = Run & {
  /** The CPU time of the whole process, user and system, in seconds: the start of Node is in it. */
  readonly seconds: number;
  /** By how much a limit may be exceeded on this machine as it is now; 1 where it is not slow. */
  readonly allowance: number;
};

/** Runs the program, and says how much CPU time it took. */
export async function timed(run: (options: RunOptions) => Promise<Run>): Promise<Timed> {
  const ran = await run({ node: ['--import', `data:text/javascript,${encodeURIComponent(meter)}`] });
  const seconds = Number(/CPU (\d+)/.exec(ran.stderr)?.[1]) / 1e6;
  return { ...ran, seconds, allowance: Math.max(1, startOfNode() / slowestStart) };
}

/** What it costs to start Node and do nothing, in seconds of CPU time. */
function startOfNode(): number {
  const said = execFileSync(process.execPath, ['-p', 'JSON.stringify(process.cpuUsage())'], { encoding: 'utf8' });
  const { user, system } = JSON.parse(said) as NodeJS.CpuUsage;
  return (user + system) / 1e6;
}

/**
 * Measures until a run stays within the limit, in seconds of CPU time, at most so many times: whatever else the machine does only
 * ever adds. Gives the least of what was measured, less what a slow machine is allowed.
 */
export async function leastSeconds(limit: number, rounds: number, measure: () => Promise<Timed>): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < rounds && least >= limit; round += 1) {
    const { seconds, allowance } = await measure();
    expect(seconds).toBeGreaterThan(0);
    least = Math.min(least, seconds / allowance);
  }
  return least;
}
