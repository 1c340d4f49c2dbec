import { auditOptions, type CliCommand } from '../command.ts';

/** Several chains, a line each. */
export const audit: CliCommand = {
  name: 'audit',
  arguments: [{ name: '[chain...]', meaning: 'ids of chains of the registry (default: all)' }],
  description: 'audit reports of the chains: a table, or --format and --out',
  options: ['json', 'format', 'out', ...auditOptions],

  async run(invocation) {
    const { runAudit } = await import('../run-audit.ts');
    return runAudit(invocation, { detail: false });
  },
};
