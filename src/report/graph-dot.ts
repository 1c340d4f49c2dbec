import type { ControlEdge, ControlGraph, ControlKind, ControlNode } from '../model/control-graph.ts';
import { escapeTerminal, mapStrings } from './escape.ts';
import { edgeText, graphTitle, guaranteeColours, kindColours, nodeLines } from './graph-text.ts';

type Attributes = Readonly<Record<string, string | number>>;

/** A drawing as Graphviz takes it: text stays text, and there are no links. */
export type GraphvizGraph = {
  readonly name: string;
  readonly graphAttributes: Attributes;
  readonly nodeAttributes: Attributes;
  readonly edgeAttributes: Attributes;
  readonly nodes: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly edges: readonly { readonly tail: string; readonly head: string; readonly attributes: Attributes }[];
};

const shapes: Readonly<Record<ControlKind, string>> = {
  power: 'box',
  council: 'box3d',
  safe: 'box',
  timelock: 'cds',
  module: 'component',
  contract: 'box',
  key: 'ellipse',
  vote: 'house',
  anyone: 'octagon',
  unresolved: 'hexagon',
};

const font = { fontname: 'Helvetica, Arial, sans-serif', fontsize: 11 };

/** The drawing, keys on the left and powers on the right. */
export function graphvizGraph(given: ControlGraph): GraphvizGraph {
  const graph = mapStrings(given, escapeTerminal);
  return {
    name: graphTitle(graph),
    graphAttributes: { rankdir: 'LR', ranksep: 0.7, nodesep: 0.2, ...font },
    nodeAttributes: { style: 'filled', color: '#555555', fontcolor: '#000000', ...font },
    edgeAttributes: { color: '#777777', fontcolor: '#333333', ...font, fontsize: 9 },
    nodes: graph.nodes.map((node) => ({ name: node.id, attributes: nodeAttributes(node) })),
    edges: graph.edges.map((edge) => ({ tail: edge.from, head: edge.to, attributes: edgeAttributes(edge) })),
  };
}

/** The drawing in Graphviz' own language. */
export function graphDot(graph: ControlGraph): string {
  const {
    name,
    graphAttributes,
    nodeAttributes: forNodes,
    edgeAttributes: forEdges,
    nodes,
    edges,
  } = graphvizGraph(graph);
  const lines = [
    `graph ${list(graphAttributes)}`,
    `node ${list(forNodes)}`,
    `edge ${list(forEdges)}`,
    ...nodes.map((one) => `${named(one.name)} ${list(one.attributes)}`),
    ...edges.map(({ tail, head, attributes }) => `${named(tail)} -> ${named(head)} ${list(attributes)}`),
  ];
  return `digraph ${named(name)} {\n${lines.map((line) => `  ${line};\n`).join('')}}\n`;
}

/** Several guarantees are as many stripes. */
function nodeAttributes(node: ControlNode): Attributes {
  const { kind, breaks } = node;
  const label = escapedLabel(nodeLines(node));
  const shape = shapes[kind];
  if (kind !== 'power') return { label, shape, fillcolor: kindColours[kind] };
  const colours = breaks.map((guarantee) => guaranteeColours[guarantee]);
  const striped = colours.length > 1 ? { style: 'striped' } : {};
  return { label, shape, ...striped, fillcolor: colours.join(':'), penwidth: 2 };
}

function edgeAttributes(edge: ControlEdge): Attributes {
  const text = edgeText(edge);
  return {
    ...(text === '' ? {} : { label: escapedLabel([text]) }),
    ...(edge.conditions.some(({ kind }) => kind === 'veto') ? { style: 'dashed' } : {}),
  };
}

/** In labels Graphviz takes a backslash for the beginning of an escape, and `&…;` for a character. */
function escapedLabel(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/\\/g, '\\\\').replace(/&/g, '&amp;')).join('\\n');
}

function list(attributes: Attributes): string {
  const items = Object.entries(attributes).map(([name, value]) => `${name}=${quoted(String(value))}`);
  return `[${items.join(', ')}]`;
}

function named(text: string): string {
  return quoted(text.replace(/\\/g, '\\\\'));
}

/** The text must have its backslashes in pairs. */
function quoted(text: string): string {
  return `"${text.replace(/"/g, '\\"')}"`;
}
