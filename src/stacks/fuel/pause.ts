import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain as chainOf, chainRead, known, map, notNull, type Observation } from '../../model/observation.ts';
import type { FuelContracts } from './contracts.ts';
import { tokenLimits } from './token-limits.ts';

/** Whether any contract of the way out refuses withdrawals now, of ether or of some token. One that is known to is enough. */
export async function withdrawalsPaused(contracts: FuelContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const { FuelMessagePortal: portal, FuelChainState: state, FuelERC20Gateway, FuelERC721Gateway } = contracts;
  const flags = await Promise.all([
    paused(portal, resolver),
    paused(state, resolver),
    flag(portal, 'withdrawalsPaused', resolver),
    limitedToNothing(contracts, resolver),
    map(await tokenLimits(contracts, resolver), (limits) => limits.some(({ amount }) => amount === 0n)),
    paused(FuelERC20Gateway, resolver),
    paused(FuelERC721Gateway, resolver),
  ]);
  const one = flags.find((each) => each.status === 'known' && each.value);
  return one ?? map(all(flags), () => false);
}

/** Whether a contract with OpenZeppelin's Pausable is paused; one that is not there is not. */
export function paused(contract: Observation<Contract | null>, resolver: Resolver): Promise<Observation<boolean>> {
  return chainRead(contract, async (of) => {
    if (of === null) return known(false);
    const answer = await ask(resolver, { of, view: 'function paused() view returns (bool)' });
    return notNull(answer, `${of.address} does not say whether it is paused`);
  });
}

/** Whether the portal limits how much ether is withdrawn in a period; its first two versions cannot. */
export function rateLimited(
  { FuelMessagePortal: portal }: FuelContracts,
  resolver: Resolver,
): Promise<Observation<boolean>> {
  return flag(portal, 'rateLimitEnabled', resolver);
}

/** A limit of nothing is a pause by another name. */
async function limitedToNothing(contracts: FuelContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const view = 'function limitAmount() view returns (uint256)';
  return chainRead(await rateLimited(contracts, resolver), async (on) => {
    if (!on) return known(false);
    const limit = await chainRead(contracts.FuelMessagePortal, (of) => ask(resolver, { of, view }));
    return chainOf(notNull(limit, 'the portal names no limit'), (wei) => known(wei === 0n));
  });
}

/** FuelMessagePortalV3.sol; what an earlier version has no function for is off. */
async function flag(
  portal: Observation<Contract>,
  name: 'withdrawalsPaused' | 'rateLimitEnabled',
  resolver: Resolver,
): Promise<Observation<boolean>> {
  const answer = await chainRead(portal, (of) => ask(resolver, { of, view: `function ${name}() view returns (bool)` }));
  return map(answer, (on) => on ?? false);
}
