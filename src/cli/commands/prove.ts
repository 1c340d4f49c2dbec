import type { CliCommand } from '../command.ts';

/** One conclusion about a chain, for whoever knows the root. */
export const prove: CliCommand = {
  name: 'prove',
  arguments: [
    { name: '<chain>', meaning: 'the id of a chain of the registry' },
    { name: '<subject>', meaning: 'a fact, a finding (the id of its rule), a guarantee, or credit for the verdict' },
  ],
  description: 'write an inclusion proof of one fact or finding, that anybody and a contract can check',
  options: ['out', 'policy', 'registry', 'evidence'],

  async run(invocation) {
    const { runProve } = await import('../run-prove.ts');
    return runProve(invocation);
  },
};
