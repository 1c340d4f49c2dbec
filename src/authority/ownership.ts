import { type Address, type Hex, zeroAddress } from 'viem';
import { readView } from '../evidence/reads.ts';
import { anyOf, type Authority, nobody, unresolved } from '../model/authority.ts';
import { known, type Observation } from '../model/observation.ts';
import { callAuthority } from './call-authority.ts';
import { selectorOf } from './contract.ts';
import type { Resolver } from './resolver.ts';
import { defaultAdminRole, hasRoles, roleAuthority } from './roles.ts';

/** An address and what its code (and its implementations') can answer. */
export type Owned = { readonly address: Address; readonly pushed: ReadonlySet<Hex> };

const owner = 'function owner() view returns (address)';
const pendingOwner = 'function pendingOwner() view returns (address)';

/**
 * Who owns a contract by OpenZeppelin's Ownable, Ownable2Step or AccessControl: the owner, an owner who only has to accept,
 * the holders of the default admin role. Null where it has none of these functions. Where only some of its functions are of
 * interest (`selectors`), an owner that grants access function by function counts only as far as it may call one of them.
 */
export async function ownersOf(
  contract: Owned,
  resolver: Resolver,
  selectors?: readonly Hex[],
): Promise<Authority | null> {
  const of: Authority[] = [];
  const owned = contract.pushed.has(selectorOf(owner));
  const named = async (view: typeof owner | typeof pendingOwner) => {
    const read = await readView(resolver.reader, { on: contract.address, view });
    if (selectors === undefined) return addressAuthority(read, resolver);
    return callAuthority(read, { target: contract.address, selectors }, resolver);
  };
  if (owned) of.push(await named(owner));
  if (owned && contract.pushed.has(selectorOf(pendingOwner))) of.push(await named(pendingOwner));
  if (hasRoles(contract)) of.push((await roleAuthority(contract, defaultAdminRole, resolver)).authority);
  return owned || hasRoles(contract) ? anyOf(of) : null;
}

/** The authority of an address that was read; unresolved where it was not. */
export async function addressAuthority(
  read: Observation<Address> | Promise<Observation<Address>>,
  resolver: Resolver,
): Promise<Authority> {
  const address = await read;
  if (address.status === 'unknown') return unresolved(address.reason);
  return address.value === zeroAddress ? nobody : resolver.resolve(address.value);
}

/** The authority of an address that a contract may or may not name; nobody where it certainly names none. */
export async function optionalAuthority(read: Observation<Address | null>, resolver: Resolver): Promise<Authority> {
  if (read.status === 'unknown') return unresolved(read.reason);
  return addressAuthority(known(read.value ?? zeroAddress, read.evidence), resolver);
}
