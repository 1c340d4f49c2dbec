import { dirname, join } from 'node:path';
import { chdir, cwd } from 'node:process';
import { pathToFileURL } from 'node:url';
import type { runProgram } from '../../src/cli/program.ts';
import type { Output } from '../../src/cli/surroundings.ts';
import type { Run } from './built-program.ts';

type Bundle = { readonly runProgram: typeof runProgram };

/** The folder that has the package's registry and rules: this checkout. */
const packageDirectory = join(import.meta.dirname, '../..');

/** The working directory is the whole process's, so that there is one run at a time. */
let last: Promise<unknown> = Promise.resolve();

/** Where a run works, and its whole environment. */
type Where = { readonly directory: string; readonly env: Readonly<Record<string, string>> };

/** Runs the program that is bundled beside this file in this process, as `src/cli/main.ts` does in one of its own. */
export function programHere(file: string): (words: readonly string[], where: Where) => Promise<Run> {
  const bundle = pathToFileURL(join(dirname(file), 'program.js')).href;
  return (words, { directory, env }) => {
    const run = async (): Promise<Run> => {
      const { runProgram: program } = (await import(/* @vite-ignore */ bundle)) as Bundle;
      const [stdout, stderr]: [string[], string[]] = [[], []];
      const before = cwd();
      chdir(directory);
      try {
        const code = await program(words, '0.0.0', {
          env,
          workingDirectory: cwd(),
          packageDirectory,
          now: Date.now,
          stdout: outputTo(stdout),
          stderr: outputTo(stderr),
        });
        return { code, stdout: stdout.join(''), stderr: stderr.join('') };
      } finally {
        chdir(before);
      }
    };
    const done = last.then(run);
    last = done.catch(() => undefined);
    return done;
  };
}

function outputTo(texts: string[]): Output {
  return { isTTY: false, columns: undefined, write: (text) => void texts.push(text) };
}
