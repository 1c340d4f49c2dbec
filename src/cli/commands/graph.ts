import { auditOptions, type CliCommand } from '../command.ts';

/** One chain: who controls it, drawn. */
export const graph: CliCommand = {
  name: 'graph',
  arguments: [{ name: '<chain>', meaning: 'the id of a chain of the registry' }],
  description: 'who controls what, drawn: powers by guarantee, councils, Safes, timelocks and keys',
  formats: ['dot', 'mermaid', 'svg'],
  options: ['format', ...auditOptions],

  async run(invocation) {
    const { runGraph } = await import('../run-graph.ts');
    return runGraph(invocation);
  },
};
