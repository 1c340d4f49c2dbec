import type { Address } from 'viem';
import { createResolver } from '../../src/authority/create-resolver.ts';
import type { Resolver } from '../../src/authority/resolver.ts';
import { corruption } from '../../src/authority/solver/solve.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import { type Authority, type Bodies, type Body, bodyId } from '../../src/model/authority.ts';
import type { Frontier } from '../../src/model/coalition.ts';
import type { Anvil } from '../devnet/anvil.ts';

/** An address as the auditor sees it on a node, with everything that it led to. */
export type Resolved = { readonly body: Body; readonly bodies: Bodies; readonly frontier: Frontier };

/** A resolver that reads the head of a node. */
export async function resolverOf(node: Anvil): Promise<Resolver> {
  const reader = await openLiveReader({ url: node.url, block: 'latest' });
  return createResolver(reader, () => undefined);
}

/** Resolves one address on a node. */
export async function resolveOn(node: Anvil, address: Address): Promise<Resolved> {
  const resolver = await resolverOf(node);
  const authority: Authority = resolver.resolve(address);
  const bodies = await resolver.settle();
  const body = bodies.get(bodyId(node.chainId, address));
  if (body === undefined) throw new Error(`${address} was not resolved`);
  const frontier = corruption({ authority, bodies, unresolved: 'hostile', provableBug: 'aside' });
  return { body, bodies, frontier };
}
