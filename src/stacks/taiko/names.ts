import { type Address, stringToHex, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, notNull, type Observation } from '../../model/observation.ts';

const resolve = 'function resolve(bytes32, bool) view returns (address)';

/** A name as AddressManager.sol keeps it (LibStrings.sol): its letters, then zeros. */
export function nameBytes(name: string): `0x${string}` {
  return stringToHex(name, { size: 32 });
}

/** The address that a contract's address manager has under a name; null where it has none. */
export async function addressNamed(
  from: Contract,
  name: `0x${string}`,
  resolver: Resolver,
): Promise<Observation<Address | null>> {
  const read = notNull(
    await ask(resolver, { of: from, view: resolve, args: [name, true] }),
    `${from.address} resolves no names`,
  );
  return map(read, (address) => (address === zeroAddress ? null : address));
}

/** The contract under a name; null where there is none. */
export async function contractNamed(
  from: Observation<Contract | null>,
  name: string,
  resolver: Resolver,
): Promise<Observation<Contract | null>> {
  return chainRead(from, async (contract) => {
    if (contract === null) return known(null);
    const address = await addressNamed(contract, nameBytes(name), resolver);
    return chainRead(address, async (value) => known(value === null ? null : await resolver.inspect(value)));
  });
}
