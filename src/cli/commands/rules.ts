import type { CliCommand } from '../command.ts';

/** The rules of a policy. */
export const rules: CliCommand = {
  name: 'rules',
  arguments: [
    {
      name: '[what]',
      meaning: 'list them, lint them (all policies unless one is named) or print their documentation',
      choices: ['list', 'lint', 'document'],
    },
  ],
  description: 'list, lint or document the rules of a policy',
  options: ['policy'],

  async run(invocation) {
    const { runRules } = await import('../run-rules.ts');
    return runRules(invocation);
  },
};
