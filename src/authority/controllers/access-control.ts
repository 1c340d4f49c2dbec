import { answers } from '../contract.ts';
import { everyRole } from '../every-role.ts';
import type { Controller } from '../resolver.ts';
import { defaultAdminRole, hasRoles, roleAuthority } from '../roles.ts';

/**
 * A contract that does what the holders of its roles say; its default admins can take any role. Where nobody is one, its roles administer
 * themselves, and whoever holds any of them counts.
 */
export const accessControl: Controller = {
  kind: 'access-control',
  recognises: (contract) =>
    answers(contract, 'function hasRole(bytes32, address) view returns (bool)') && isOwned(contract),
  async resolve(contract, resolver) {
    const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
    const owned = { address: contract.address, pushed };
    const { authority, notes } = await roleAuthority(owned, defaultAdminRole, resolver);
    const holders = authority.kind === 'nobody' ? await everyRole(owned, resolver) : authority;
    return { name: 'contract with roles', authority: holders, notes };
  },
};

function isOwned(contract: Parameters<Controller['recognises']>[0]): boolean {
  return contract.pushed.status === 'known' && hasRoles({ address: contract.address, pushed: contract.pushed.value });
}
