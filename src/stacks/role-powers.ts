import { type Hex, keccak256, toBytes } from 'viem';
import { type Contract, selectorOf } from '../authority/contract.ts';
import type { Resolver } from '../authority/resolver.ts';
import { roleAuthority } from '../authority/roles.ts';
import { anyOf } from '../model/authority.ts';
import type { Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { callable, power } from './powers.ts';

/** What the holders of any of these roles of a contract can do by any of these functions. */
export type RolePower = Pick<Power, 'id' | 'title' | 'breaks' | 'effect'> & {
  readonly roles: readonly Hex[];
  readonly functions: readonly string[];
};

/** A role by its name, as OpenZeppelin's AccessControl and its users write them: the hash of the name. */
export function roleNamed(name: string): Hex {
  return keccak256(toBytes(name));
}

/**
 * The powers of the holders of roles: those of the list for which the contract's code has a function. Whoever administers a role
 * counts as a holder. None where there is no such contract, or where it could not be read: whoever looks after its code is then
 * reported to have all of them.
 */
export async function rolePowers(
  contract: Observation<Contract | null>,
  list: readonly RolePower[],
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (contract.status === 'unknown' || contract.value === null) return [];
  const of = contract.value;
  return Promise.all(callable(list, of).map((one) => rolePower(of, one, resolver)));
}

async function rolePower(
  contract: Contract,
  { roles, functions, ...rest }: RolePower,
  resolver: Resolver,
): Promise<Power> {
  const { address } = contract;
  const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
  const holders = await Promise.all(roles.map((role) => roleAuthority({ address, pushed }, role, resolver)));
  return power({
    ...rest,
    on: address,
    selectors: functions.map(selectorOf),
    authority: anyOf(holders.map(({ authority }) => authority)),
  });
}
