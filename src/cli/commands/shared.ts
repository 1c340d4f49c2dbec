import { auditOptions, type CliCommand } from '../command.ts';

/** Several chains: who holds powers over more than one. */
export const shared: CliCommand = {
  name: 'shared',
  arguments: [{ name: '[chain...]', meaning: 'ids of chains of the registry (default: all)' }],
  description: 'which keys, Safes and contracts hold powers over more than one chain, most chains first',
  formats: ['text', 'json'],
  options: ['json', 'format', ...auditOptions],

  async run(invocation) {
    const { runShared } = await import('../run-shared.ts');
    return runShared(invocation);
  },
};
