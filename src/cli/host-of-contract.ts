import type { Address } from 'viem';
import { FullfaithError } from '../model/error.ts';
import { baseline } from '../registry/chain-schema.ts';
import { loadRegistry } from '../registry/load-registry.ts';
import { holdsChains } from './places.ts';
import type { NodeReader } from './open-nodes.ts';

/** Where a contract was found: a reader of that chain, and the chain's id in the registry. */
export type HostOfContract = { readonly reader: NodeReader; readonly host: string };

/**
 * The chain on which the address has code: an L3's contracts are on the L2 that it settles on. Throws a `FullfaithError` where that
 * cannot be read, where none or more than one of the chains has code there, and for a chain that the registry does not know.
 */
export async function hostOfContract(
  address: Address,
  readers: readonly NodeReader[],
  registry: string,
): Promise<HostOfContract> {
  const sizes = await Promise.all(readers.map((reader) => codeSize(address, reader)));
  const [reader, other] = readers.filter((_, at) => (sizes[at] as number) > 0);
  if (reader === undefined) {
    const message = `${address} has no code at ${readers.map(placeOf).join(' and ')}.`;
    const help =
      'Name a contract of the chain on Ethereum, not on the chain itself; for an L3, give a node of the L2: ';
    throw new FullfaithError('input', message, `${help}--rpc-url <chain id>=<url>.`);
  }
  if (other !== undefined) {
    const message = `${address} has code at ${placeOf(reader)} and at ${placeOf(other)}.`;
    throw new FullfaithError('input', message, 'Give only the node of the chain that is meant.');
  }
  return { reader, host: await idOf(reader.chainId, registry) };
}

async function codeSize(address: Address, reader: NodeReader): Promise<number> {
  const code = await reader.read({ kind: 'code', address });
  if (code.status === 'known') return code.value.size;
  const message = `Whether ${address} has code at ${placeOf(reader)} could not be read: ${code.reason}.`;
  throw new FullfaithError('evidence', message, 'Try with another node.');
}

function placeOf({ chainId, block }: NodeReader): string {
  return chainId === 1 ? `block ${block.number} of Ethereum` : `block ${block.number} of chain ${chainId}`;
}

async function idOf(chainId: number, registry: string): Promise<string> {
  if (chainId === 1) return baseline;
  const chains = holdsChains(registry) ? await loadRegistry(registry) : [];
  const host = chains.find((one) => one.chainId === chainId);
  if (host !== undefined) return host.id;
  const message = `The contract is on chain ${chainId}, which is not in the registry.`;
  throw new FullfaithError('input', message, 'Add that chain first: an L3 is no better than the chain it settles on.');
}
