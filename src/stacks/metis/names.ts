import { type Address, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, notNull, type Observation } from '../../model/observation.ts';

const lookUp = 'function getAddress(string) view returns (address)';

/** The address that Lib_AddressManager.sol has under a name; null where it has none. */
export async function addressNamed(
  names: Contract,
  name: string,
  resolver: Resolver,
): Promise<Observation<Address | null>> {
  const read = notNull(
    await ask(resolver, { of: names, view: lookUp, args: [name] }),
    `${names.address} is no address manager`,
  );
  return map(read, (address) => (address === zeroAddress ? null : address));
}

/** The contract that must be there under a name; unknown where it is not. */
export async function contractNamed(names: Contract, name: string, resolver: Resolver): Promise<Observation<Contract>> {
  const address = notNull(await addressNamed(names, name, resolver), `${names.address} has nothing called ${name}`);
  return chainRead(address, async (value) => known(await resolver.inspect(value)));
}
