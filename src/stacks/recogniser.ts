import type { Contract } from '../authority/contract.ts';
import { createResolver } from '../authority/create-resolver.ts';
import type { Resolver } from '../authority/resolver.ts';
import type { Observation } from '../model/observation.ts';
import type { Recognition, Stack } from './stack.ts';

/** Where a recogniser starts: a contract whose code was read, and what reads on. */
export type Recogniser = (contract: Contract, resolver: Resolver) => Promise<Observation<Recognition | null>>;

/** A stack's `recognise`. Of an address whose code could not be read nothing is known. */
export function recogniser(from: Recogniser): Stack['recognise'] {
  return async (reader, address) => {
    const resolver = createResolver(reader, () => undefined);
    const contract = await resolver.inspect(address);
    return contract.pushed.status === 'unknown' ? contract.pushed : from(contract, resolver);
  };
}
