import { FullfaithError } from '../model/error.ts';
import type { Options } from './command.ts';
import type { Surroundings } from './surroundings.ts';

const ethereum = 1;

/** The URLs of the nodes by chain id, Ethereum's first; empty where none is named. */
export function nodesOf({ rpcUrl }: Options, env: Surroundings['env']): ReadonlyMap<number, string> {
  const fromEnv = env['ETH_RPC_URL'];
  const given = rpcUrl ?? (fromEnv === undefined || fromEnv === '' ? [] : [fromEnv]);
  const nodes = given.map(parseNode);
  const [twice] = nodes.filter(([chainId], at) => nodes.findIndex(([other]) => other === chainId) !== at);
  if (twice !== undefined) {
    const help = 'Give one for each chain; <chainId>=<url> is one for a chain other than Ethereum.';
    throw new FullfaithError('input', `There are two RPC URLs for chain ${twice[0]}.`, help);
  }
  if (nodes.length > 0 && !nodes.some(([chainId]) => chainId === ethereum)) {
    throw new FullfaithError('input', 'There is no RPC URL for Ethereum (chain 1).', 'Add --rpc-url <url>.');
  }
  return new Map([...nodes].sort(([a], [b]) => a - b));
}

function parseNode(text: string): readonly [number, string] {
  const [, chainId, url] = /^(\d{1,15})=(.*)$/.exec(text) ?? [];
  return chainId === undefined || url === undefined ? [ethereum, text] : [Number(chainId), url];
}
