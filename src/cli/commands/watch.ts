import type { CliCommand } from '../command.ts';

/** The guard that does not sleep. */
export const watch: CliCommand = {
  name: 'watch',
  arguments: [{ name: '[chain...]', meaning: 'ids of chains of the registry (default: all)' }],
  description: 'audit again and again, and tell what changed; --once for cron',
  options: [
    'every',
    'blocks',
    'once',
    'state',
    'webhook',
    'webhookFormat',
    'json',
    'format',
    'policy',
    'registry',
    'evidence',
    'rpcUrl',
    'block',
    'requireGrade',
  ],

  async run(invocation) {
    const { runWatch } = await import('../run-watch.ts');
    return runWatch(invocation);
  },
};
