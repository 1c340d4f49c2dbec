import type { CliCommand } from '../command.ts';

/** Captures evidence. */
export const record: CliCommand = {
  name: 'record',
  arguments: [{ name: '[chain...]', meaning: 'ids of chains of the registry (default: all)' }],
  description: 'read the chains from a node and write the recordings that audits are replayed from',
  options: ['registry', 'evidence', 'policy', 'rpcUrl', 'block', 'requireGrade', 'trustedBlock', 'reconstructedFrom'],

  async run(invocation) {
    const { runRecord } = await import('../run-record.ts');
    return runRecord(invocation);
  },
};
