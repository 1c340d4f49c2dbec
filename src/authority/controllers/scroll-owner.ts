import { anyOf, unresolved } from '../../model/authority.ts';
import { hasFunctionRoles, loggedAccess } from '../function-roles.ts';
import type { Owned } from '../ownership.ts';
import type { Controller } from '../resolver.ts';
import { defaultAdminRole, roleAuthority } from '../roles.ts';

/**
 * ScrollOwner.sol where it is not known which function is to be called: anybody who may call something through it counts. Where
 * the call is known, `callAuthority` tells who may make it.
 */
export const scrollOwner: Controller = {
  kind: 'function-roles',
  recognises: hasFunctionRoles,
  async resolve(contract, resolver) {
    const { address } = contract;
    const owned: Owned = { address, pushed: contract.pushed.status === 'known' ? contract.pushed.value : new Set() };
    const access = await loggedAccess(address, resolver);
    const roles = new Set([
      defaultAdminRole,
      ...(access.status === 'known' ? access.value.map(({ role }) => role) : []),
    ]);
    const holders = await Promise.all([...roles].sort().map((role) => roleAuthority(owned, role, resolver)));
    const unread = access.status === 'known' ? [] : [unresolved(`who may call ${address}: ${access.reason}`)];
    return {
      name: 'access by function',
      authority: anyOf([...holders.map(({ authority }) => authority), ...unread]),
      parameters: access.status === 'known' ? { grants: access.value.length } : {},
      notes: [...new Set(holders.flatMap(({ notes }) => notes))],
      evidence: access.evidence,
    };
  },
};
