import { controlGraph } from '../audit/control-graph.ts';
import { graphDot } from '../report/graph-dot.ts';
import { graphMermaid } from '../report/graph-mermaid.ts';
import { auditedChains, judged } from './audited-chains.ts';
import type { Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { oneFormat } from './one-format.ts';

/** `graph`: who controls what, drawn. */
export async function runGraph(invocation: Invocation): Promise<ExitCode> {
  const { words, options, surroundings } = invocation;
  const format = oneFormat(options, ['dot', 'mermaid', 'svg'], 'dot');
  for (const graph of judged(await auditedChains(words, invocation)).map(controlGraph)) {
    if (format === 'svg') {
      // Graphviz is large; only a drawing loads it.
      const { graphSvg } = await import('../report/graph-svg.ts');
      surroundings.stdout.write(await graphSvg(graph));
    } else {
      surroundings.stdout.write(format === 'dot' ? graphDot(graph) : graphMermaid(graph));
    }
  }
  return exitCodes.expected;
}
