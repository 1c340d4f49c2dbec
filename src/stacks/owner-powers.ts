import { type Contract, selectorOf } from '../authority/contract.ts';
import { ownersOf } from '../authority/ownership.ts';
import type { Resolver } from '../authority/resolver.ts';
import { bodyId, unresolved } from '../model/authority.ts';
import type { Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { callable, power } from './powers.ts';

/** What a contract's owner can do by any of these functions. */
export type OwnerPower = Pick<Power, 'id' | 'title' | 'breaks' | 'effect'> & {
  readonly functions: readonly string[];
};

/**
 * The powers of a contract's owner: those of the list for which its code has a function. None where there is no such contract;
 * where it could not be read, whoever looks after its code is reported to have all of them.
 */
export async function ownerPowers(
  contract: Observation<Contract | null>,
  list: readonly OwnerPower[],
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (contract.status === 'unknown' || contract.value === null) return [];
  const of = contract.value;
  return Promise.all(callable(list, of).map((one) => ownerPower(of, one, resolver)));
}

async function ownerPower(contract: Contract, { functions, ...rest }: OwnerPower, resolver: Resolver): Promise<Power> {
  const { address } = contract;
  const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
  const selectors = functions.map(selectorOf);
  const owners = await ownersOf({ address, pushed }, resolver, selectors);
  const id = bodyId(resolver.reader.chainId, address);
  return power({
    ...rest,
    on: address,
    selectors,
    authority: owners ?? unresolved(`who may call these functions of ${address} is not known`, id),
  });
}
