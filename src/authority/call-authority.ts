import { type Address, type Hex, zeroAddress } from 'viem';
import { anyOf, type Authority, type Body, bodyId, nobody, unresolved } from '../model/authority.ts';
import type { Observation } from '../model/observation.ts';
import { type Contract, selectorOf } from './contract.ts';
import { type Call, hasFunctionRoles, rolesFor } from './function-roles.ts';
import type { Owned } from './ownership.ts';
import type { Resolver } from './resolver.ts';
import { defaultAdminRole, roleAuthority } from './roles.ts';

/** Whoever may hand over a contract may then do with it what its owner may. */
const handOver = selectorOf('function transferOwnership(address)');

/**
 * Who can make an address that was read make such a call. An owner that grants access function by function is a body of its own
 * for every set of roles that may make a call: `<chainId>:<owner>/<roles>`. Any other can make every call that it wants.
 * Unresolved where the address was not read.
 */
export async function callAuthority(who: Observation<Address>, call: Call, resolver: Resolver): Promise<Authority> {
  if (who.status === 'unknown') return unresolved(who.reason);
  if (who.value === zeroAddress) return nobody;
  const contract = await resolver.inspect(who.value);
  if (!hasFunctionRoles(contract)) return resolver.resolve(who.value);
  const selectors = [...new Set([...call.selectors, handOver])].sort();
  const roles = await rolesFor(contract, { target: call.target, selectors }, resolver);
  const id = bodyId(resolver.reader.chainId, who.value);
  const suffix = roles.status === 'known' ? roles.value.join('+') || 'administrators' : `${call.target}/unknown`;
  return resolver.define(`${id}/${suffix}`, () => caller(contract, roles, resolver));
}

async function caller(
  contract: Contract,
  roles: Observation<readonly Hex[]>,
  resolver: Resolver,
): Promise<Omit<Body, 'id' | 'chainId'>> {
  const { address } = contract;
  const owned: Owned = { address, pushed: contract.pushed.status === 'known' ? contract.pushed.value : new Set() };
  // Whoever administers the roles can grant itself any access.
  const wanted = [defaultAdminRole, ...(roles.status === 'known' ? roles.value : [])];
  const holders = await Promise.all(wanted.map((role) => roleAuthority(owned, role, resolver)));
  const unread = roles.status === 'known' ? [] : [unresolved(`who may call ${address}: ${roles.reason}`)];
  return {
    address,
    kind: 'function-roles',
    name:
      roles.status === 'known' && roles.value.length > 0 ? `holders of ${roles.value.length} roles` : 'administrators',
    authority: anyOf([...holders.map(({ authority }) => authority), ...unread, upgrades(contract)]),
    parameters: {},
    notes: [...new Set(holders.flatMap(({ notes }) => notes))],
    vetoes: [],
    evidence: [...new Set([...contract.evidence, ...roles.evidence])].sort(),
  };
}

/** Whoever can replace the code of the owner can make it do anything. */
function upgrades({ proxy }: Contract): Authority {
  if (proxy.status === 'unknown') return unresolved(proxy.reason);
  return proxy.value === null ? nobody : proxy.value.admin;
}
