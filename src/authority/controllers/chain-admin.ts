import type { Address, Hex } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { anyone, anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { answers, type Contract, selectorOf } from '../contract.ts';
import { everyRole } from '../every-role.ts';
import { addressAuthority, ownersOf } from '../ownership.ts';
import type { Controller, Resolver } from '../resolver.ts';

const multicall = 'function multicall((address,uint256,bytes)[], bool) payable';
const setter = 'function tokenMultiplierSetter() view returns (address)';
const restrictions = 'function getRestrictions() view returns (address[])';
const role = 'function hasRole(bytes32, address) view returns (bool)';
/** What the setter of the multiplier may call on a chain through ChainAdmin.sol. */
const setMultiplier = ['function setTokenMultiplier(uint128, uint128)'].map(selectorOf);

/**
 * The ChainAdmin of era-contracts, which administers a ZK Stack chain, in its three forms. ChainAdminOwnable.sol: the owner does
 * anything, and one more address may set the price of the base token. ChainAdmin.sol since v26: anybody's call that every
 * restriction lets through. Forks with roles: whoever holds any role (what each lets its holder do, the code alone says).
 */
export const chainAdmin: Controller = {
  kind: 'chain-admin',
  recognises: (contract) =>
    answers(contract, multicall) &&
    (answers(contract, setter) || answers(contract, restrictions) || answers(contract, role)),
  async resolve(contract, resolver) {
    const of: Authority[] = [];
    if (answers(contract, setter)) of.push(await owned(contract, resolver));
    if (answers(contract, restrictions)) of.push(await restricted(contract.address, resolver));
    if (answers(contract, role))
      of.push(await everyRole({ address: contract.address, pushed: pushedBy(contract) }, resolver));
    return { name: 'ChainAdmin', authority: anyOf(of) };
  },
};

async function owned(contract: Contract, resolver: Resolver): Promise<Authority> {
  const owners = await ownersOf({ address: contract.address, pushed: pushedBy(contract) }, resolver);
  const pricing = await addressAuthority(readView(resolver.reader, { on: contract.address, view: setter }), resolver);
  const limited: Authority = { kind: 'limited', selectors: setMultiplier, of: pricing };
  const owner = owners ?? unresolved(`who owns ${contract.address} is not known`);
  return pricing.kind === 'nobody' ? owner : anyOf([owner, limited]);
}

/** Without restrictions anybody may call; with them, those who own the restrictions, and whoever they let through. */
async function restricted(on: Address, resolver: Resolver): Promise<Authority> {
  const list = await readView(resolver.reader, { on, view: restrictions });
  const id = bodyId(resolver.reader.chainId, on);
  if (list.status === 'unknown') return unresolved(list.reason, id);
  if (list.value.length === 0) return anyone;
  const owners = await Promise.all(list.value.map((one) => resolver.resolve(one)));
  return anyOf([...owners, unresolved(`whom the restrictions of ${on} let through is not known`)]);
}

function pushedBy({ pushed }: Contract): ReadonlySet<Hex> {
  return pushed.status === 'known' ? pushed.value : new Set();
}
