import { instance } from '@viz-js/viz';
import type { ControlGraph } from '../model/control-graph.ts';
import { escapeXml } from './escape.ts';
import { graphvizGraph } from './graph-dot.ts';
import { graphTitle } from './graph-text.ts';

/** The drawing as a standalone SVG with a name for those who cannot see it. It has no links and loads nothing. */
export async function graphSvg(graph: ControlGraph): Promise<string> {
  const viz = await instance();
  const { name, nodes, edges, ...attributes } = graphvizGraph(graph);
  const input = { name, directed: true, ...attributes, nodes: [...nodes], edges: [...edges] };
  const drawn = viz.renderString(input, { format: 'svg_inline' });
  const title = escapeXml(graphTitle(graph));
  const svg = drawn.slice(drawn.indexOf('<svg ') + '<svg '.length).trimEnd();
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}" ${svg}\n`;
}
