import type { CliCommand } from '../command.ts';

const side = 'a recording, a folder of recordings, a block (with --rpc-url), a registry or a policy';

/** What changed between two states of the world, or of what people wrote about it. */
export const diff: CliCommand = {
  name: 'diff',
  arguments: [
    { name: '<from>', meaning: side },
    { name: '<to>', meaning: 'another of that kind' },
  ],
  description: 'what changed between two recordings, blocks, registries or policies, and what it means for the verdict',
  options: ['chain', 'json', 'format', 'out', 'policy', 'registry', 'evidence', 'rpcUrl'],

  async run(invocation) {
    const { runDiff } = await import('../run-diff.ts');
    return runDiff(invocation);
  },
};
