import type { Address } from 'viem';
import { askAny } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import { quorum } from '../../authority/quorum.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { all, notNull, type Observation } from '../../model/observation.ts';

const thresholds = [
  'function getThreshold() view returns (uint256)',
  'function threshold() view returns (uint256)',
] as const;

/** So many of these addresses as the contract's threshold asks for; unresolved where one of the two is not known. */
export async function quorumOfAddresses(
  contract: Contract,
  listed: Observation<readonly Address[] | null>,
  resolver: Resolver,
): Promise<Authority> {
  const read = all([
    notNull(listed, `${contract.address} lists no signers`),
    notNull(await askAny(resolver, contract, thresholds), `${contract.address} has no threshold`),
  ]);
  if (read.status === 'unknown') return unresolved(read.reason, bodyId(resolver.reader.chainId, contract.address));
  const [of, k] = read.value;
  return quorum(contract.address, { k: Number(k), of }, resolver);
}
