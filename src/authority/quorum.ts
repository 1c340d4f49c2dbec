import { type Address, zeroAddress } from 'viem';
import { type Authority, bodyId, unresolved } from '../model/authority.ts';
import type { Resolver } from './resolver.ts';

/** The signers that a contract lists, and how many of them have to sign. */
export type Signers = { readonly k: number; readonly of: readonly Address[] };

/**
 * So many signers of the contract at `on`. Unresolved where no contract that keeps a list of signers would allow it: no
 * signature needed, fewer signers than signatures, or nobody (the zero address) among them, who would make a quorum
 * seem out of reach.
 */
export function quorum(on: Address, { k, of }: Signers, resolver: Resolver): Authority {
  const id = bodyId(resolver.reader.chainId, on);
  if (k === 0 || of.length < k) return unresolved(`${on} is not set up (${k} of ${of.length} signers)`, id);
  if (of.includes(zeroAddress)) return unresolved(`${on} lists the zero address as a signer`, id);
  return { kind: 'threshold', k, of: of.map((one) => resolver.resolve(one)), council: id };
}
