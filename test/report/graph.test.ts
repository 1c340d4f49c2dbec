import { instance } from '@viz-js/viz';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ControlGraph, ControlNode } from '../../src/model/control-graph.ts';
import { graphDot } from '../../src/report/graph-dot.ts';
import { graphMermaid } from '../../src/report/graph-mermaid.ts';
import { graphSvg } from '../../src/report/graph-svg.ts';
import { edgeText, nodeLines } from '../../src/report/graph-text.ts';
import { hostile } from './sample-report.ts';

const address = `0x${'1'.repeat(40)}` as const;
const injection = 'x"]; evil [URL="javascript:alert(1)" label="\\N \\" <script>alert(1)</script> &lt;b&gt; \\';

const blank = { addresses: [], breaks: [] };
const nodes: readonly ControlNode[] = [
  { id: 'power:p', kind: 'power', name: 'do p; do q', addresses: [address], breaks: ['valid', 'untouched'] },
  { id: '1:council', kind: 'council', name: 'Council', signers: { k: 9, of: 12 }, ...blank, addresses: [address] },
  { id: '1:lock', kind: 'timelock', name: injection, waitSeconds: 259_200, ...blank, addresses: [address] },
  { id: 'keys:1', kind: 'key', name: '12 keys', addresses: [address, address], breaks: [] },
  { id: injection, kind: 'unresolved', name: hostile, ...blank },
];
const graph: ControlGraph = {
  chain: 'sample',
  name: injection,
  nodes,
  edges: [
    { from: 'keys:1', to: '1:council', conditions: [] },
    { from: '1:council', to: '1:lock', conditions: [{ kind: 'limited', functions: 3 }] },
    { from: '1:lock', to: 'power:p', conditions: [] },
    {
      from: injection,
      to: 'power:p',
      conditions: [
        { kind: 'after', seconds: 604_800 },
        { kind: 'threshold', k: 2, of: 2 },
      ],
    },
    { from: '1:council', to: 'power:p', conditions: [{ kind: 'veto' }] },
  ],
};

describe('a node says what a reader needs', () => {
  test('a council its signers and place, a timelock its delay, a power what it breaks', () => {
    expect(nodes.slice(0, 2).map(nodeLines)).toEqual([
      ['do p', 'do q', 'breaks valid, untouched'],
      ['Council', '9 of 12', address],
    ]);
    expect(nodeLines({ ...blank, id: 'x', kind: 'timelock', name: 'lock', waitSeconds: 259_200 })).toEqual([
      'lock',
      'waits 3 d',
    ]);
    expect(nodes.slice(3, 4).map(nodeLines)).toEqual([['12 keys']]);
  });

  test('an edge its conditions', () => {
    expect(graph.edges.map(edgeText)).toEqual(['', 'only 3 functions', '', 'after 7 d, 2 of 2', 'may stop it']);
  });
});

describe('as DOT', () => {
  test('Graphviz reads it back as the same nodes and edges, whatever they are called', async () => {
    const viz = await instance();
    const drawn = viz.renderJSON(graphDot(graph)) as {
      readonly objects: readonly { readonly name: string }[];
      readonly edges: readonly object[];
    };
    expect(drawn.objects).toHaveLength(nodes.length);
    expect(drawn.edges).toHaveLength(graph.edges.length);
    expect(JSON.stringify(drawn)).not.toMatch(/"URL"|"href"/);
  });

  test('stripes a power in the colours of its guarantees', () => {
    expect(graphDot(graph)).toMatch(/"power:p" \[.*style="striped", fillcolor="#bfe0f5:#f3c6dc"/);
  });
});

describe('as SVG', () => {
  let svg: string;
  beforeAll(async () => {
    svg = await graphSvg(graph);
  });

  test('has a name for those who cannot see it', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" role="img" aria-label="Who controls x&quot;/);
    expect(svg).toContain('<title>Who controls x');
  });

  test('draws every node and edge', () => {
    expect(svg.match(/class="node"/g)).toHaveLength(nodes.length);
    expect(svg.match(/class="edge"/g)).toHaveLength(graph.edges.length);
    expect(svg).toContain('waits 3 d');
  });

  test('has no links, scripts or markup that a name brought along', () => {
    expect(svg).not.toMatch(/<a |href|<script|<image|<style/i);
    expect(svg).toContain('&lt;script&gt;');
  });

  test('is the same every time', async () => {
    expect(await graphSvg(graph)).toBe(svg);
  });
});

describe('as Mermaid', () => {
  const text = graphMermaid(graph);

  test('has a line for every node and edge, and a class for every style', () => {
    expect(text.match(/:::/g)).toHaveLength(nodes.length);
    expect(text.match(/--?>|-\.->/g)).toHaveLength(graph.edges.length);
    const styles = [...text.matchAll(/:::(\w+)/g)].map(([, name]) => name);
    for (const style of styles) expect(text).toContain(`classDef ${style} `);
  });

  test('lets no text become markup', () => {
    expect(text).not.toMatch(/<(?!br\/>)/);
    for (const line of text.split('\n')) expect((line.match(/"/g)?.length ?? 0) % 2).toBe(0);
  });
});
