import { anyOf } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { managerRole, rollupManagerRoles, rollupManagerShape } from '../polygon-roles.ts';
import type { Controller } from '../resolver.ts';
import { defaultAdminRole } from '../roles.ts';

/**
 * PolygonRollupManager.sol, later AgglayerManager.sol, as the admin of its rollups' proxies: the default admins do anything, and who may
 * update rollups gives them the code of any registered type, with a call of his choice.
 */
export const agglayer: Controller = {
  kind: 'agglayer',
  recognises: (contract) => answers(contract, ...rollupManagerShape),
  async resolve(contract, resolver) {
    const roles = [defaultAdminRole, rollupManagerRoles.update];
    const of = await Promise.all(roles.map((role) => managerRole(contract, role, resolver)));
    return { name: 'rollup manager', authority: anyOf(of) };
  },
};
