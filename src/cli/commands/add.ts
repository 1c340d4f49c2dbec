import type { CliCommand } from '../command.ts';

/** Writes a registry entry for a chain, from one address. */
export const add: CliCommand = {
  name: 'add',
  arguments: [
    { name: '<address>', meaning: 'any main contract of the chain on Ethereum: its portal, rollup, bridge…' },
  ],
  description: 'recognise how a chain is built from one of its contracts, and write its registry entry',
  options: ['id', 'name', 'chainId', 'registry', 'rpcUrl', 'block'],

  async run(invocation) {
    const { runAdd } = await import('../run-add.ts');
    return runAdd(invocation);
  },
};
