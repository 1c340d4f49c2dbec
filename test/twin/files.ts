import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chain } from '../../src/model/chain.ts';

/** Modules that several chains of a stack live in, by stack. */
const sharedModules: Readonly<Record<string, readonly string[]>> = {
  'zk-stack': ['shared-zk-stack', 'vector'],
  // The verifier of most of them is only in the file of this one.
  'polygon-cdk': ['shared-polygon-cdk', 'ternoa'],
  starknet: ['shared-sharp-verifier'],
  starkex: ['shared-sharp-verifier'],
};

/** Chains that are governed from another one, whose bridge and L2 side are then read too. */
const governedFrom: Readonly<Record<string, string>> = {
  nova: 'arbitrum',
  abstract: 'zksync2',
  cronoszkevm: 'zksync2',
  lens: 'zksync2',
  sophon: 'zksync2',
};

/** The state files of one chain in a snapshot: its own, the modules it lives in, and its L2 side where there is one. */
export type TwinFiles = {
  readonly host: readonly string[];
  /** Folders by the L2's chain id. */
  readonly l2: ReadonlyMap<number, string>;
  /** The block and the time (Unix seconds) at which the chain was read. */
  readonly block: number;
  readonly timestamp: number;
};

function snapshotOf(file: string): { readonly block: number; readonly timestamp: number } {
  return JSON.parse(readFileSync(file, 'utf8')) as { block: number; timestamp: number };
}

/** The files of a chain, or null where the snapshot has none of it. */
export function twinFiles(twin: string, chain: Chain, snapshot = '2025-05'): TwinFiles | null {
  const own = join(twin, snapshot, `${chain.id}.json`);
  if (!existsSync(own)) return null;
  const governor = governedFrom[chain.id];
  const others = [...(sharedModules[chain.stack] ?? []), ...(governor === undefined ? [] : [governor])];
  const shared = others.map((name) => join(twin, snapshot, `${name}.json`));
  const sides = [chain.id, ...(governor === undefined ? [] : [governor])];
  const l2 = new Map(sides.flatMap((id) => [...l2Side(twin, id, snapshot)]));
  const host = [own, ...shared.filter(existsSync)];
  // A node that serves several snapshots ends at the block of the newest.
  const block = Math.max(...host.map((file) => snapshotOf(file).block));
  return { host, l2, block, timestamp: snapshotOf(own).timestamp };
}

function l2Side(twin: string, id: string, snapshot: string): ReadonlyMap<number, string> {
  const folder = join(twin, `${snapshot}-l2`, id);
  if (!existsSync(folder)) return new Map();
  const chainIds = readdirSync(folder).map((file) => {
    const { chainId } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { chainId: number };
    return [chainId, folder] as const;
  });
  return new Map(chainIds);
}
