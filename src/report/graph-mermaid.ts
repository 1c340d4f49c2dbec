import type { ControlEdge, ControlGraph, ControlKind, ControlNode } from '../model/control-graph.ts';
import { guarantees } from '../model/guarantee.ts';
import { escapeTerminal, mapStrings } from './escape.ts';
import { edgeText, guaranteeColours, kindColours, nodeLines } from './graph-text.ts';
import { mermaidLabel, mermaidName } from './mermaid.ts';

const shapes: Readonly<Record<ControlKind, readonly [string, string]>> = {
  power: ['[[', ']]'],
  council: ['[', ']'],
  safe: ['[', ']'],
  timelock: ['>', ']'],
  module: ['[/', '/]'],
  contract: ['[', ']'],
  key: ['([', '])'],
  vote: ['([', '])'],
  anyone: ['((', '))'],
  unresolved: ['{{', '}}'],
};

/** Of a power that breaks several guarantees the first gives the colour; its label names all. */
export function graphMermaid(given: ControlGraph): string {
  const graph = mapStrings(given, escapeTerminal);
  const lines = [...graph.nodes.map(nodeLine), ...graph.edges.map(edgeLine), ...classes()];
  return `flowchart LR\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function nodeLine(node: ControlNode): string {
  const [open, close] = shapes[node.kind];
  const style = node.kind === 'power' ? (node.breaks[0] ?? 'contract') : node.kind;
  return `${mermaidName(node.id)}${open}"${mermaidLabel(...nodeLines(node))}"${close}:::${style}`;
}

function edgeLine(edge: ControlEdge): string {
  const text = edgeText(edge);
  const arrow = edge.conditions.some(({ kind }) => kind === 'veto') ? '-.->' : '-->';
  const label = text === '' ? '' : `|"${mermaidLabel(text)}"|`;
  return `${mermaidName(edge.from)} ${arrow}${label} ${mermaidName(edge.to)}`;
}

function classes(): readonly string[] {
  const colours = [
    ...guarantees.map((guarantee) => [guarantee, guaranteeColours[guarantee]] as const),
    ...Object.entries(kindColours),
  ];
  return colours.map(([name, colour]) => `classDef ${name} fill:${colour},stroke:#555,color:#000`);
}
