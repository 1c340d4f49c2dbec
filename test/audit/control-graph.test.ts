import { expect, test } from 'vitest';
import { controlGraph } from '../../src/audit/control-graph.ts';
import { after, type Authority, unresolved } from '../../src/model/authority.ts';
import { body, chainWith, idOf, key, powerOf, ref, safe } from './sample-chain.ts';

const day = 86_400;
const members = ['m0', 'm1', 'm2', 'm3', 'm4'];
const bodies = [
  ...[...members, 'dan'].map(key),
  { ...safe('council', 3, members), name: 'The Council' },
  safe('team', 2, ['council', 'dan'], [ref('module')]),
  body('module', 'safe-module', { kind: 'limited', selectors: ['0x12345678'], of: ref('dan') }),
  body('timelock', 'timelock', after(3 * day, ref('team')), { parameters: { delaySeconds: 3 * day } }),
  body('open', 'unresolved', unresolved('not read', idOf('open'))),
];

function graphOf(...authorities: readonly Authority[]) {
  const powers = authorities.map((authority, at) => powerOf(`p${at}`, authority));
  const graph = controlGraph(chainWith('sample', powers, bodies));
  const node = (id: string) => graph.nodes.find((one) => one.id === id);
  const into = (to: string) => graph.edges.filter((edge) => edge.to === to);
  return { ...graph, node, into };
}

test('bodies are drawn as what they are, with their signers and delays', () => {
  const { node } = graphOf(ref('timelock'));
  expect(node(idOf('timelock'))).toMatchObject({ kind: 'timelock', waitSeconds: 3 * day });
  expect(node(idOf('team'))).toMatchObject({ kind: 'safe', signers: { k: 2, of: 2 } });
  expect(node(idOf('council'))).toMatchObject({ kind: 'council', name: 'The Council', signers: { k: 3, of: 5 } });
  expect(node(idOf('module'))).toMatchObject({ kind: 'module' });
});

test('keys in the same places are one node, a key with another place is not among them', () => {
  const { nodes, into } = graphOf(ref('timelock'));
  const keys = nodes.filter(({ kind }) => kind === 'key');
  expect(keys.map(({ name }) => name).sort()).toEqual(['5 keys', 'key']);
  expect(keys.find(({ name }) => name === '5 keys')?.addresses).toHaveLength(5);
  expect(into(idOf('council'))).toHaveLength(1);
  const apart = graphOf(ref('timelock'), ref('m0')).nodes.filter(({ kind }) => kind === 'key');
  expect(apart.map(({ name }) => name).sort()).toEqual(['4 keys', 'key', 'key']);
});

test('an edge carries what the nodes do not say: delays, quorums and functions', () => {
  const { into } = graphOf(after(day, { kind: 'threshold', k: 2, of: [ref('council'), ref('team')] }));
  const conditions = [
    { kind: 'after', seconds: day },
    { kind: 'threshold', k: 2, of: 2 },
  ];
  expect(into('power:p0')).toEqual([
    { from: idOf('council'), to: 'power:p0', conditions },
    { from: idOf('team'), to: 'power:p0', conditions },
  ]);
  expect(into(idOf('team'))[0]?.conditions).toEqual([]);
  expect(into(idOf('module'))).toMatchObject([{ conditions: [{ kind: 'limited', functions: 1 }] }]);
});

test('powers of the same holders are one node, of others another', () => {
  const { nodes } = graphOf(ref('team'), ref('team'), ref('council'));
  const powers = nodes.filter(({ kind }) => kind === 'power');
  expect(powers.map(({ name }) => name)).toEqual(['do p0; do p1', 'do p2']);
});

test('what was not established has a shape of its own and is drawn once', () => {
  const { nodes } = graphOf(ref('open'), ref('nowhere'), unresolved('no answer'));
  expect(nodes.filter(({ kind }) => kind === 'unresolved').map(({ id }) => id)).toEqual([
    idOf('open'),
    idOf('nowhere'),
    'unresolved::no answer',
  ]);
});

test('bodies that own each other end, and nobody is drawn who has no part', () => {
  const loop = [safe('a', 1, ['b', 'ann']), safe('b', 1, ['a']), key('ann'), key('stranger')];
  const graph = controlGraph(chainWith('loop', [powerOf('p', ref('a'))], loop));
  expect(graph.nodes.map(({ id }) => id).sort()).toEqual(['power:p', idOf('a'), idOf('ann'), idOf('b')].sort());
  expect(graph.edges).toHaveLength(4);
});

test('a veto is drawn and is no way to act', () => {
  const veto = powerOf('p', ref('council'), { vetoes: [ref('dan')] });
  const graph = controlGraph(chainWith('sample', [veto], bodies));
  expect(graph.edges).toContainEqual({ from: idOf('dan'), to: 'power:p', conditions: [{ kind: 'veto' }] });
});
