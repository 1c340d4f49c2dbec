import { FullfaithError } from '../model/error.ts';
import type { Options } from './command.ts';
import type { Surroundings } from './surroundings.ts';

const ethereum = 1;

/** The URLs of the nodes by chain id, Ethereum's first, each once; empty where none is named. */
export type Nodes = ReadonlyMap<number, readonly [string, ...string[]]>;

/** The nodes that the options or ETH_RPC_URL name. Throws a `FullfaithError` where none of them is of Ethereum. */
export function nodesOf(options: Options, env: Surroundings['env']): Nodes {
  const nodes = anyNodesOf(options, env);
  if (nodes.size > 0 && !nodes.has(ethereum)) {
    throw new FullfaithError('input', 'There is no RPC URL for Ethereum (chain 1).', 'Add --rpc-url <url>.');
  }
  return nodes;
}

/** The nodes that the options or ETH_RPC_URL name, whether or not one of them is of Ethereum. */
export function anyNodesOf({ rpcUrl }: Options, env: Surroundings['env']): Nodes {
  const fromEnv = env['ETH_RPC_URL'];
  const given = rpcUrl ?? (fromEnv === undefined || fromEnv === '' ? [] : [fromEnv]);
  const nodes = new Map<number, [string, ...string[]]>();
  for (const [chainId, url] of given.map(parseNode)) {
    const others = nodes.get(chainId);
    if (others === undefined) nodes.set(chainId, [url]);
    else if (!others.includes(url)) others.push(url);
  }
  return new Map([...nodes].sort(([a], [b]) => a - b));
}

function parseNode(text: string): readonly [number, string] {
  const [, chainId, url] = /^(\d{1,15})=(.*)$/.exec(text) ?? [];
  return chainId === undefined || url === undefined ? [ethereum, text] : [Number(chainId), url];
}
