import { unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { ownersOf } from '../ownership.ts';
import type { Controller } from '../resolver.ts';

/**
 * A contract that does what its owner says: OpenZeppelin's Ownable and ProxyAdmin, an AddressManager, anything else with an
 * `owner()`. Where it also has roles, the holders of its admin role count too.
 */
export const ownable: Controller = {
  kind: 'ownable',
  recognises: (contract) => answers(contract, 'function owner() view returns (address)'),
  async resolve(contract, resolver) {
    const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
    const owners = await ownersOf({ address: contract.address, pushed }, resolver);
    const isProxyAdmin = answers(contract, 'function upgradeAndCall(address, address, bytes)');
    return {
      name: isProxyAdmin ? 'ProxyAdmin' : 'owned contract',
      authority: owners ?? unresolved(`who owns ${contract.address} is not known`),
    };
  },
};
