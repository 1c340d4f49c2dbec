import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a run of the program left behind. */
export type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Surroundings of a run; the environment is empty but for what is given. */
export type RunOptions = {
  readonly directory?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: readonly string[];
  /** Called with the process once it runs. */
  readonly started?: (child: ChildProcess) => void;
};

let built: string | undefined;

/** The file of the program, bundled as it is published, once for all tests of this process. */
export function programFile(): string {
  return (built ??= build());
}

/** Runs the program as it is published, beside the package's own files. */
export function buildProgram(): (words: readonly string[], options?: RunOptions) => Promise<Run> {
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
