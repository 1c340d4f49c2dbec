import { readLogs } from '../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../model/authority.ts';
import type { Owned } from './ownership.ts';
import type { Resolver } from './resolver.ts';
import { granted, roleAuthority } from './roles.ts';

/**
 * Whoever holds any role of a contract, or can take one: for contracts whose roles each let do something, and of which the code alone says
 * what. The default admins may be nobody while other roles administer themselves.
 */
export async function everyRole(contract: Owned, resolver: Resolver): Promise<Authority> {
  const id = bodyId(resolver.reader.chainId, contract.address);
  const grants = await readLogs(resolver.reader, contract.address, [granted]);
  if (grants.status === 'unknown') return unresolved(grants.reason, id);
  const roles = [...new Set(grants.value.flatMap(({ topics }) => (topics[1] === undefined ? [] : [topics[1]])))];
  if (roles.length === 0) {
    return unresolved(`no role of ${contract.address} was ever granted: its logs are incomplete`, id);
  }
  const held = await Promise.all(roles.map((one) => roleAuthority(contract, one, resolver)));
  return anyOf(held.map(({ authority }) => authority));
}
