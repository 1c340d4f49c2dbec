import { auditOptions, type CliCommand } from '../command.ts';

/** One chain: how it is broken. */
export const explain: CliCommand = {
  name: 'explain',
  arguments: [
    { name: '<chain>', meaning: 'the id of a chain of the registry' },
    { name: '[subject]', meaning: 'a guarantee, a power or an address (default: all that breaks a guarantee)' },
  ],
  description: 'which keys break a guarantee: who signs what, what waits how long, and whether users get out first',
  formats: ['text', 'json', 'mermaid'],
  options: ['json', 'format', ...auditOptions],

  async run(invocation) {
    const { runExplain } = await import('../run-explain.ts');
    return runExplain(invocation);
  },
};
