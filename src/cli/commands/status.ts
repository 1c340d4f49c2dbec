import { auditOptions, type CliCommand } from '../command.ts';

/** One chain, in full. */
export const status: CliCommand = {
  name: 'status',
  arguments: [{ name: '<chain>', meaning: 'the id of a chain of the registry' }],
  description: 'one chain: its credit, the four guarantees, who could break each and how fast',
  options: ['json', 'format', 'out', ...auditOptions],

  async run(invocation) {
    const { runAudit } = await import('../run-audit.ts');
    return runAudit(invocation, { detail: true });
  },
};
