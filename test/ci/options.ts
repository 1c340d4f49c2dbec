import { commands } from '../../src/cli/program.ts';
import { optionOf } from '../../src/cli/options.ts';

/** The option words (`--strict`) that a command takes; none where there is no such command. */
export function optionsOf(command: string): readonly string[] {
  const found = commands.find(({ name }) => name === command);
  return found?.options.flatMap((name) => optionOf(name).long ?? []) ?? [];
}

/** What is wrong with a call of the program, as the words after its name: an unknown command, options that it does not take. */
export function faultsOf(words: readonly string[]): readonly string[] {
  const [command = ''] = words;
  if (!commands.some(({ name }) => name === command)) return [`no command ${command}`];
  const taken = optionsOf(command);
  return words.filter((word) => word.startsWith('--') && word !== '--' && !taken.includes(word));
}
