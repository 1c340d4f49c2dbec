import { setFlagsFromString } from 'node:v8';

/**
 * How much bytecode a function runs, in bytes, before V8 asks whether compiling it for speed pays; a sixteenth of it is V8's own
 * value (`node --v8-options`). A run takes seconds in which much code is warm and little is hot: compiling early, and anew when a
 * guess was wrong, took a third of its CPU time. What runs for minutes is compiled all the same.
 */
const budgetBytes = 1 << 20;

/** The V8 on which this was tried, that of Node 20. Another may not know the flag, and would say so on every run. */
const tried = /^11\.3\./;

/** Has V8, of this version, compile for speed later from now on. */
export function compilePatiently(version: string): void {
  if (tried.test(version)) setFlagsFromString(`--interrupt-budget=${budgetBytes}`);
}
