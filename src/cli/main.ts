#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePatiently } from './patient-compiler.ts';
import { runProgram } from './program.ts';
import type { Output } from './surroundings.ts';

compilePatiently(process.versions.v8);
const packageDirectory = packageOf(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8')) as { version: string };

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const code = await runProgram(process.argv.slice(2), version, {
  env: process.env,
  workingDirectory: process.cwd(),
  packageDirectory,
  now: Date.now,
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
});

// Not `process.exit()` at once: what was written to a pipe may still be on its way.
process.exitCode = code;
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));

function outputTo(stream: NodeJS.WriteStream): Output {
  return {
    isTTY: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
    write: (text) => void stream.write(text),
  };
}

function packageOf(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : packageOf(dirname(directory));
}
