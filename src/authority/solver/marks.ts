import type { Gate } from './formula.ts';

/** A number for what a gate says, whatever order its children come in; `mark` gives theirs. */
export function markOf({ k, of }: Gate, mark: (child: number) => number): number {
  return of.reduce((sum, child) => sum + mix(2, mark(child)), mix(3, k)) >>> 0;
}

/** A number for a key: the 32 bits of the Fowler–Noll–Vo hash (FNV-1a) of its name. */
export function markOfName(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * Marks for gates that refer to each other in circles: each round tells apart what its neighbours' marks tell apart. 16
 * are enough for any circle that people would build; two gates that still look the same only leave a tie undecided.
 */
export function markAround(leaves: readonly number[], gates: readonly Gate[]): readonly number[] {
  let marks = [...leaves, ...gates.map(({ k }) => k)];
  for (let round = 0; round < 16; round++) {
    const before = marks;
    marks = [...leaves, ...gates.map((gate) => markOf(gate, (child) => before[child] as number))];
  }
  return marks;
}

/** Scatters two numbers over 32 bits. */
function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ b;
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
