import { type Address, zeroAddress } from 'viem';
import { askAny } from '../authority/ask.ts';
import { answers, type Contract } from '../authority/contract.ts';
import type { Resolver } from '../authority/resolver.ts';
import { unresolved } from '../model/authority.ts';
import type { Chain } from '../model/chain.ts';
import { FullfaithError } from '../model/error.ts';
import { guarantees } from '../model/guarantee.ts';
import { chain, chainRead, known, notNull, type Observation, unknown } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { kebab, type Part, power } from './powers.ts';

/** A getter that names another contract. */
export type AddressView = `function ${string}() view returns (address)`;

/** Contracts by their role: null where the chain certainly has none, unknown where nothing led to it. */
export type Discovered = Readonly<Record<string, Observation<Contract | null>>>;

/** The address of an entry point that every chain of the stack has. Throws a FullfaithError where the registry lacks it. */
export function entryPoint(entry: Chain, name: string): Address {
  const address = entry.contracts[name];
  if (address !== undefined) return address;
  throw new FullfaithError(
    'input',
    `${entry.location.file}: ${entry.id} has no contract “${name}”`,
    'Add its address.',
  );
}

/** The contract that another one names by one of these getters; null where it has none of them, or names the zero address. */
export async function follow(
  resolver: Resolver,
  from: Observation<Contract | null>,
  views: readonly AddressView[],
): Promise<Observation<Contract | null>> {
  return chainRead(from, async (contract) => {
    if (contract === null) return known(null);
    const address = (await askAny(resolver, contract, views)) as Observation<Address | null>;
    return chainRead(address, async (value) =>
      value === null || value === zeroAddress ? known(null) : known(await resolver.inspect(value)),
    );
  });
}

/** Like `follow`, for a contract that there must be: unknown where nothing names it. */
export async function followAlways(
  resolver: Resolver,
  from: Observation<Contract | null>,
  views: readonly AddressView[],
): Promise<Observation<Contract>> {
  const names = views.map((view) => /function (\w+)/.exec(view)?.[1]).join(', ');
  return notNull(await follow(resolver, from, views), `no contract is named by ${names}`);
}

/** The contract, or null, where its code has all of a shape; unknown where it has not, for the reason that `strange` gives. */
export function ofKind<C extends Contract | null>(
  found: Observation<C>,
  shape: readonly string[],
  strange: (address: Address) => string,
): Observation<C> {
  return chain(found, (contract): Observation<C> => {
    if (contract === null) return known(contract);
    if (contract.pushed.status === 'unknown') return contract.pushed;
    if (answers(contract, ...shape)) return known(contract, contract.evidence);
    return unknown(strange(contract.address), contract.evidence);
  });
}

/** The contracts that were found, by role. */
export function partsOf(found: Discovered): readonly Part[] {
  return Object.entries(found).flatMap(([role, contract]) =>
    contract.status === 'known' && contract.value !== null ? [{ role, address: contract.value.address }] : [],
  );
}

/** The powers over contracts that could not be found: who controls them is not known, so anybody may. */
export function unknownParts(found: Discovered, on: Address): readonly Power[] {
  return Object.entries(found).flatMap(([role, contract]) => {
    if (contract.status === 'known') return [];
    return [
      power({
        id: `unknown-${kebab(role)}`,
        title: `act through ${role}, which was not found`,
        breaks: guarantees,
        authority: unresolved(`${role}: ${contract.reason}`),
        on,
        effect: 'Nothing is known of who controls this contract.',
      }),
    ];
  });
}
