import { type Address, getAddress, numberToHex } from 'viem';
import type { Authority } from '../model/authority.ts';
import { bodyId, unresolved } from '../model/authority.ts';
import { isExternallyOwned } from './contract.ts';
import type { Resolver } from './resolver.ts';

/** Added to a contract's L1 address when it sends a message to an L2 (AddressAliasHelper.sol of Arbitrum and the OP Stack). */
const offset = 0x1111000000000000000000000000000000001111n;
const modulus = 1n << 160n;

/** The L1 contract behind an aliased sender. */
function unalias(address: Address): Address {
  return getAddress(numberToHex((BigInt(address) - offset + modulus) % modulus, { size: 20 }));
}

/** The sender as which an L1 contract appears on an L2. */
export function alias(address: Address): Address {
  return getAddress(numberToHex((BigInt(address) + offset) % modulus, { size: 20 }));
}

/** The chain that L2s are taken to settle on. */
const hostChainId = 1;

/**
 * Who speaks for an address without code on an L2, if it is the alias of a contract on the host; null where it is not, and where
 * there is no evidence of the host. Unresolved where the host's code could not be read.
 */
export async function aliasedContract(address: Address, l2: Resolver): Promise<Authority | null> {
  const host = l2.reader.chainId === hostChainId ? undefined : l2.on(hostChainId);
  if (host === undefined) return null;
  const { code } = await host.inspect(unalias(address));
  if (code.status === 'unknown') return unresolved(code.reason, bodyId(l2.reader.chainId, address));
  return code.value.size > 0 ? host.resolve(unalias(address)) : null;
}

/**
 * Who can act as this address on an L2: a contract there; the L1 contract whose alias it is; or, where neither has code, the key
 * of the address itself.
 */
export async function aliasedAuthority(
  address: Address,
  { host, l2 }: { readonly host: Resolver; readonly l2: Resolver },
): Promise<Authority> {
  const there = (await l2.inspect(address)).code;
  const id = bodyId(l2.reader.chainId, address);
  if (there.status === 'unknown') return unresolved(there.reason, id);
  if (!isExternallyOwned(there.value)) return l2.resolve(address);
  const onHost = (await host.inspect(unalias(address))).code;
  if (onHost.status === 'unknown') return unresolved(onHost.reason, id);
  return onHost.value.size > 0 ? host.resolve(unalias(address)) : l2.resolve(address);
}
