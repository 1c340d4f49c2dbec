import { execFileSync } from 'node:child_process';
import type { Run, RunOptions } from './built-program.ts';

/** What Node's start costs on the machine that limits are meant for, in seconds of CPU time. */
const startOfNode = 0.04;

const meter =
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error(`CPU ${user + system}`); })";

/**
 * Runs the program, and says how much CPU time it took beyond the start of Node, in seconds. A machine that is busy counts more
 * seconds for the same work: how many, Node's own start tells, and the answer is for a machine that is not.
 */
export async function timed(run: (options: RunOptions) => Promise<Run>): Promise<Run & { readonly seconds: number }> {
  const ran = await run({ node: ['--import', `data:text/javascript,${encodeURIComponent(meter)}`] });
  const whole = Number(/CPU (\d+)/.exec(ran.stderr)?.[1]) / 1e6;
  const { user, system } = cpuOfNothing();
  const start = (user + system) / 1e6;
  return { ...ran, seconds: ((whole - start) * startOfNode) / start };
}

/** What it costs to start Node and do nothing, in microseconds. */
function cpuOfNothing(): NodeJS.CpuUsage {
  return JSON.parse(
    execFileSync(process.execPath, ['-p', 'JSON.stringify(process.cpuUsage())'], { encoding: 'utf8' }),
  ) as NodeJS.CpuUsage;
}
