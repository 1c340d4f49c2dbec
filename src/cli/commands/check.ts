import { auditOptions, type CliCommand } from '../command.ts';

/** The gate. */
export const check: CliCommand = {
  name: 'check',
  arguments: [{ name: '[chain...]', meaning: 'ids of chains of the registry (default: all)' }],
  description: 'fail when a verdict is not what the lock file says, and tell why; --update writes the lock file',
  options: [
    'update',
    'allowBetter',
    'strict',
    'levelsOnly',
    'maxAge',
    'lock',
    'json',
    'format',
    'out',
    ...auditOptions,
  ],

  async run(invocation) {
    const { runCheck } = await import('../run-check.ts');
    return runCheck(invocation);
  },
};
