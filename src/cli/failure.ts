import { styleText } from 'node:util';
import { FullfaithError } from '../model/error.ts';
import { escapeTerminal } from '../report/escape.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { wantsColour } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Tells a person what went wrong, on stderr, and answers with the exit code. Only bugs show a stack. */
export function tellFailure(error: unknown, { stderr, env }: Surroundings): ExitCode {
  const colour = wantsColour(stderr, env);
  const label = colour ? styleText('red', 'error', { validateStream: false }) : 'error';
  if (error instanceof FullfaithError) {
    const message = escaped(error.message).replaceAll('\n', '\n  ');
    const help = error.help === undefined ? '' : `${escaped(error.help)}\n`;
    stderr.write(`${label}: ${message}\n${help}`);
    return exitCodeOf(error.kind);
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`${label}: this is a bug in fullfaith, please report it with the lines below.\n${escaped(stack)}\n`);
  return exitCodes.badInput;
}

/** A bug's message may quote a contract, as a refusal's may quote a file. Lines stay lines, and keep their indentation. */
function escaped(text: string): string {
  return text.replace(/^( *)(.*)$/gm, (_, indent: string, line: string) => indent + escapeTerminal(line));
}
