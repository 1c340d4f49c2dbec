import type { CliCommand } from '../command.ts';

/** Writes registry entries from another registry. */
export const importRegistry: CliCommand = {
  name: 'import',
  arguments: [
    { name: '<kind>', meaning: 'which registry it is', choices: ['superchain-registry'] },
    { name: '<dir>', meaning: 'the root of a copy of it' },
  ],
  description: 'write a registry entry for every chain of another registry that is not there yet',
  options: ['revision', 'date', 'registry'],

  async run(invocation) {
    const { runImport } = await import('../run-import.ts');
    return runImport(invocation);
  },
};
