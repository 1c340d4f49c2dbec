import { Argument, Command, CommanderError } from 'commander';
import type { CliCommand, Options } from './command.ts';
import { add } from './commands/add.ts';
import { audit } from './commands/audit.ts';
import { check } from './commands/check.ts';
import { diff } from './commands/diff.ts';
import { explain } from './commands/explain.ts';
import { graph } from './commands/graph.ts';
import { importRegistry } from './commands/import.ts';
import { prove } from './commands/prove.ts';
import { record } from './commands/record.ts';
import { rules } from './commands/rules.ts';
import { shared } from './commands/shared.ts';
import { status } from './commands/status.ts';
import { verify } from './commands/verify.ts';
import { watch } from './commands/watch.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { tellFailure } from './failure.ts';
import { optionOf } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** Every command there is, in the order of `--help`. */
export const commands: readonly CliCommand[] = [
  status,
  audit,
  explain,
  graph,
  shared,
  check,
  diff,
  watch,
  record,
  verify,
  prove,
  add,
  importRegistry,
  rules,
];

const description =
  'Says whether an L2 is backed by the full faith and credit of Ethereum, or sits behind somebody’s keys.';

const epilogue = `
Without --rpc-url or ETH_RPC_URL the recorded evidence is used.
Exit codes: 0 as expected, 1 the gate failed or a file is not genuine, 2 wrong usage or bad input, 3 evidence could not be gathered.`;

/** Runs what the arguments ask for and answers with the exit code. `words` are the arguments after the program's name. */
export async function runProgram(
  words: readonly string[],
  version: string,
  surroundings: Surroundings,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.expected;
  const program = new Command('fullfaith').description(description).version(version).addHelpText('after', epilogue);
  setUp(program, surroundings);
  for (const command of commands) {
    const sub = program.command(command.name).description(command.description);
    setUp(sub, surroundings);
    for (const { name, meaning, choices } of command.arguments) sub.addArgument(argumentOf(name, meaning, choices));
    for (const name of command.options) sub.addOption(optionOf(name, command.formats));
    sub.action(async () => {
      code = await command.run({ words: sub.args, options: sub.opts<Options>(), surroundings });
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.expected : exitCodes.badInput;
    return tellFailure(error, surroundings);
  }
}

function setUp(command: Command, { stdout, stderr }: Surroundings): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('Try --help.')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
    });
}

function argumentOf(name: string, meaning: string, choices: readonly string[] | undefined): Argument {
  const argument = new Argument(name, meaning);
  return choices === undefined ? argument : argument.choices(choices);
}
