import type { Authority, Bodies, Body } from '../model/authority.ts';
import type { ControlCondition, ControlEdge, ControlGraph, ControlKind, ControlNode } from '../model/control-graph.ts';
import type { ChainReport, PowerReport } from '../model/report.ts';
import { groupKeys } from './grouped-keys.ts';
import { bodiesOf } from './witness.ts';

/** Somebody or something that an authority names, and under which conditions. */
type Holder = { readonly node: ControlNode; readonly conditions: readonly ControlCondition[] };

/**
 * Who controls what: the powers that break a guarantee, those who hold them, and those behind these. Powers of the same holders over
 * the same guarantees are one node, and so are keys that sit in the same places.
 */
export function controlGraph(report: ChainReport): ControlGraph {
  const bodies = bodiesOf(report);
  const nodes = new Map<string, ControlNode>();
  const edges = new Map<string, ControlEdge>();
  const connect = (to: string, authority: Authority, conditions: readonly ControlCondition[]): void => {
    for (const holder of holdersOf(authority, to, bodies, conditions)) {
      const edge = { from: holder.node.id, to, conditions: holder.conditions };
      edges.set(JSON.stringify(edge), edge);
      if (nodes.has(holder.node.id)) continue;
      nodes.set(holder.node.id, holder.node);
      const body = bodies.get(holder.node.id);
      const isLeaf = holder.node.kind === 'key' || body?.authority.kind === 'unresolved';
      if (body !== undefined && !isLeaf) connect(body.id, body.authority, []);
    }
  };
  for (const group of powerGroups(report)) {
    const node = powerNode(group);
    nodes.set(node.id, node);
    connect(node.id, group[0].authority, []);
    for (const veto of group[0].vetoes) connect(node.id, veto, [{ kind: 'veto' }]);
  }
  const drawn = { nodes: [...nodes.values()], edges: [...edges.values()].filter(({ from, to }) => from !== to) };
  return { chain: report.id, name: report.name, ...groupKeys(drawn) };
}

type Group = readonly [PowerReport, ...PowerReport[]];

function powerGroups({ powers }: ChainReport): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const power of powers.filter(({ breaks }) => breaks.length > 0)) {
    const { authority, breaks, vetoes } = power;
    const alike = JSON.stringify([authority, breaks, vetoes]);
    groups.set(alike, [...(groups.get(alike) ?? []), power] as unknown as Group);
  }
  return [...groups.values()];
}

function powerNode(group: Group): ControlNode {
  const [first] = group;
  return {
    id: `power:${first.id}`,
    kind: 'power',
    name: group.map(({ title }) => title).join('; '),
    addresses: [...new Set(group.map(({ on }) => on))],
    breaks: first.breaks,
  };
}

/** Whoever an authority names directly; what lies behind a body is drawn at the body. `of` is whose authority it is. */
function holdersOf(
  authority: Authority,
  of: string,
  bodies: Bodies,
  conditions: readonly ControlCondition[],
): readonly Holder[] {
  const inside = (inner: Authority, ...more: readonly ControlCondition[]) =>
    holdersOf(inner, of, bodies, [...conditions, ...more]);
  switch (authority.kind) {
    case 'nobody':
      return [];
    case 'any':
      return authority.of.flatMap((one) => inside(one));
    case 'all':
      return authority.of.flatMap((one) => inside(one, { kind: 'together' }));
    case 'threshold': {
      const { k, council } = authority;
      const own = council === of && bodies.get(of)?.parameters['threshold'] === k;
      return authority.of.flatMap((one) =>
        own ? inside(one) : inside(one, { kind: 'threshold', k, of: authority.of.length }),
      );
    }
    case 'after': {
      const own = waitOf(bodies.get(of)) === authority.seconds;
      return own ? inside(authority.of) : inside(authority.of, { kind: 'after', seconds: authority.seconds });
    }
    case 'limited':
      return inside(authority.of, { kind: 'limited', functions: authority.selectors.length });
    case 'provableBug':
      return inside(authority.of, { kind: 'provableBug' });
    default:
      return [{ node: holderNode(authority, bodies), conditions }];
  }
}

type Named = Authority & { readonly kind: 'anyone' | 'key' | 'electorate' | 'unresolved' | 'body' };

function holderNode(authority: Named, bodies: Bodies): ControlNode {
  const blank = { addresses: [], breaks: [] };
  if (authority.kind === 'anyone') return { id: 'anyone', kind: 'anyone', name: 'anyone', ...blank };
  if (authority.kind === 'electorate') {
    const body = bodies.get(authority.id);
    const addresses = body === undefined ? [] : [body.address];
    return {
      id: `vote:${authority.id}`,
      kind: 'vote',
      name: `vote of ${body?.name ?? authority.id}`,
      addresses,
      breaks: [],
    };
  }
  if (authority.kind === 'unresolved') {
    const id = `unresolved:${authority.id ?? ''}:${authority.reason}`;
    return { id, kind: 'unresolved', name: authority.reason, ...blank };
  }
  const body = bodies.get(authority.id);
  if (body !== undefined) return bodyNode(body);
  const kind = authority.kind === 'key' ? 'key' : 'unresolved';
  return { id: authority.id, kind, name: authority.id, ...blank };
}

function bodyNode(body: Body): ControlNode {
  const { id, address, name, parameters } = body;
  const { threshold } = parameters;
  const of = parameters['owners'] ?? parameters['members'] ?? parameters['guardians'];
  const wait = waitOf(body);
  return {
    id,
    kind: kindOf(body),
    name,
    ...(typeof threshold === 'number' && typeof of === 'number' ? { signers: { k: threshold, of } } : {}),
    ...(wait === undefined ? {} : { waitSeconds: wait }),
    addresses: [address],
    breaks: [],
  };
}

/** A Safe that goes by a name is one that the registry calls a council. */
function kindOf({ kind, name, authority, id, parameters }: Body): ControlKind {
  if (kind === 'eoa') return authority.kind === 'key' && authority.id === id ? 'key' : 'contract';
  if (kind === 'unresolved') return 'unresolved';
  if (kind === 'safe-module') return 'module';
  if (kind === 'safe') return /^Safe( |$)/.test(name) ? 'safe' : 'council';
  return typeof parameters['delaySeconds'] === 'number' ? 'timelock' : 'contract';
}

function waitOf(body: { readonly parameters: Body['parameters'] } | undefined): number | undefined {
  const seconds = body?.parameters['delaySeconds'];
  return typeof seconds === 'number' ? seconds : undefined;
}
