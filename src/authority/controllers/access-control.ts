import { answers } from '../contract.ts';
import type { Controller } from '../resolver.ts';
import { defaultAdminRole, hasRoles, roleAuthority } from '../roles.ts';

/** A contract that does what the holders of its roles say; its default admins can take any role. */
export const accessControl: Controller = {
  kind: 'access-control',
  recognises: (contract) =>
    answers(contract, 'function hasRole(bytes32, address) view returns (bool)') && isOwned(contract),
  async resolve(contract, resolver) {
    const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
    const admins = await roleAuthority({ address: contract.address, pushed }, defaultAdminRole, resolver);
    return { name: 'contract with roles', authority: admins.authority, notes: admins.notes };
  },
};

function isOwned(contract: Parameters<Controller['recognises']>[0]): boolean {
  return contract.pushed.status === 'known' && hasRoles({ address: contract.address, pushed: contract.pushed.value });
}
