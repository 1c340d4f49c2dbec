import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programHere } from './program-here.ts';

/** What a run of the program left behind. */
export type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Surroundings of a run; the environment is empty but for what is given. */
export type RunOptions = {
  readonly directory?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node for a process of its own. */
  readonly node?: readonly string[];
  /** Called with the process once it runs; there is one, then. */
  readonly started?: (child: ChildProcess) => void;
};

let built: string | undefined;

/** The file of the program, bundled as it is published, once for all tests of this process. */
export function programFile(): string {
  return (built ??= build());
}

/** Runs the program. */
export type Program = (words: readonly string[], options?: RunOptions) => Promise<Run>;

/**
 * The program as it is bundled, beside the package's own files. It runs in a process of its own where `options` ask for one, else
 * in this one, which spares the start of Node and the loading of all modules.
 */
export function buildProgram(): Program {
  const inProcess = programHere(programFile());
  const spawned = spawnedProgram();
  return (words, options = {}) => {
    const { directory = emptyFolder(), env = {}, node, started } = options;
    return (node ?? started) ? spawned(words, options) : inProcess(words, { directory, env });
  };
}

/** The program as it is published, from its first line to its exit code: always in a process of its own. */
export function spawnedProgram(): Program {
  const program = programFile();
  return (words, { directory, env, node, started } = {}) => {
    const child = spawn(process.execPath, [...(node ?? []), program, ...words], {
      cwd: directory ?? emptyFolder(),
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started?.(child);
    return new Promise((resolve, reject) => {
      const run = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (run.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (run.stderr += text));
      child.on('error', reject).on('close', (code) => resolve({ code, ...run }));
    });
  };
}

function build(): string {
  const folder = join(process.cwd(), 'node_modules', '.cache', `fullfaith-${process.pid}`);
  execFileSync(process.execPath, ['build.mjs', '--program', folder]);
  folders.push(folder);
  return join(folder, 'cli.js');
}

const folders: string[] = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder outside the checkout, gone when the tests are. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fullfaith-'));
  folders.push(folder);
  return folder;
}

/** A new folder with these files, by path. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = emptyFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
