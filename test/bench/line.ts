import { fewestKeys, type Problem } from '../../src/authority/solver/solve.ts';
import type { PlainAnswer } from './plain-ilp.ts';
import { plainProgram } from './plain-program.ts';

/** What both said of the fewest keys of each problem, and how long the plain formulation took, in milliseconds. */
export type Comparison = {
  readonly keys: number;
  readonly plainMs: number;
  readonly pairs: readonly { readonly ours: number | null; readonly plain: PlainAnswer }[];
};

/** One line of the table. `bound`: some answer of ours is only a bound. */
export type Line = Comparison & {
  readonly name: string;
  readonly bodies: number;
  readonly exactMs: number;
  readonly limitMs: number;
  readonly bound: boolean;
};

const warmUps = 10;
const runs = 9;

/** The median of several runs after some to warm up, in milliseconds of processor time, which other programs do not disturb. */
export function timed<T>(run: () => T): { readonly result: T; readonly ms: number } {
  for (let at = 1; at < warmUps; at++) run();
  const result = run();
  const each = Array.from({ length: runs }, () => once(run).ms).sort((a, b) => a - b);
  return { result, ms: each[Math.floor(runs / 2)] as number };
}

function once<T>(run: () => T): { readonly result: T; readonly ms: number } {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

/** Asks both for the fewest keys without a limit of time. Problems that read the same are asked once; the plain one runs once. */
export function compareAll(problems: readonly Problem[], plain: (problem: Problem) => PlainAnswer): Comparison {
  const distinct = new Map(problems.map((problem) => [plainProgram(problem), problem]));
  let plainMs = 0;
  const keys = new Set<string>();
  const pairs = [...distinct.values()].map((problem) => {
    const { result, ms } = once(() => plain(problem));
    plainMs += ms;
    for (const key of keysOf(problem)) keys.add(key);
    return { ours: fewestKeys(problem, Infinity)?.size ?? null, plain: result };
  });
  return { keys: keys.size, plainMs, pairs };
}

function keysOf({ authority, bodies }: Problem): ReadonlySet<string> {
  const text = JSON.stringify([authority, [...bodies.values()].map((body) => body.authority)]);
  return new Set([...text.matchAll(/\{"kind":"key","id":"([^"]*)"/g)].map(([, id]) => id as string));
}

/** Whether the line breaks its limit, or the answers differ. Where the plain one was given up there is nothing to compare. */
export function isWrong({ exactMs, limitMs, pairs, bound }: Line): boolean {
  return exactMs > limitMs || bound || pairs.some(({ ours, plain }) => plain !== 'given up' && plain !== ours);
}

/** What stands above the lines. */
export const heading = ['instance', 'bodies', 'keys', 'solver ms', 'plain ILP ms', 'fewest keys', 'plain', 'answer'];

/** The line, in the order of the heading. */
export function cellsOf({ name, bodies, keys, exactMs, plainMs, pairs, bound }: Line): readonly string[] {
  const given = pairs.filter(({ plain }) => plain === 'given up').length;
  const [only] = pairs;
  const single = pairs.length === 1 && only ? [`${only.ours}`, `${only.plain}`] : null;
  const agreeing = pairs.filter(({ ours, plain }) => ours === plain).length;
  const [ours, plain] = single ?? [
    `${pairs.length} questions`,
    `${agreeing} equal${given ? `, ${given} given up` : ''}`,
  ];
  return [
    name,
    `${bodies}`,
    `${keys}`,
    exactMs.toFixed(1),
    plainMs.toFixed(0),
    ours as string,
    plain as string,
    bound ? 'bound' : 'exact',
  ];
}

/** One row of text in fixed columns. */
export function print(cells: readonly string[]): string {
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(34) : cell.padStart(13))).join(' ');
}
