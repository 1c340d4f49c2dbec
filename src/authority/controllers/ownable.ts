import { unresolved } from '../../model/authority.ts';
import { answers, selectorOf } from '../contract.ts';
import { ownersOf } from '../ownership.ts';
import type { Controller } from '../resolver.ts';

/** By which its owner changes proxies (ProxyAdmin.sol of OpenZeppelin 4 and 5 and of the OP Stack). */
const proxyAdminFunctions = [
  'function upgrade(address, address)',
  'function upgradeAndCall(address, address, bytes)',
  'function changeProxyAdmin(address, address)',
  'function setAddress(string, address)',
  'function setAddressManager(address)',
  'function setImplementationName(address, string)',
  'function setProxyType(address, uint8)',
].map(selectorOf);

/**
 * A contract that does what its owner says: OpenZeppelin's Ownable and ProxyAdmin, an AddressManager, anything else with an
 * `owner()`. Where it also has roles, the holders of its admin role count too.
 */
export const ownable: Controller = {
  kind: 'ownable',
  recognises: (contract) => answers(contract, 'function owner() view returns (address)'),
  async resolve(contract, resolver) {
    const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
    const isProxyAdmin = answers(contract, 'function upgradeAndCall(address, address, bytes)');
    const functions = isProxyAdmin ? proxyAdminFunctions : undefined;
    const owners = await ownersOf({ address: contract.address, pushed }, resolver, functions);
    return {
      name: isProxyAdmin ? 'ProxyAdmin' : 'owned contract',
      authority: owners ?? unresolved(`who owns ${contract.address} is not known`),
    };
  },
};
