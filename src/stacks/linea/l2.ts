import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { Chain } from '../../model/chain.ts';
import { chainRead, known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { counterpartPowers } from '../counterparts.ts';
import { type Discovered, followAlways, partsOf, unknownParts } from '../discovery.ts';
import { upgradePowers } from '../powers.ts';

const view = 'function remoteSender() view returns (address)';

/** The powers over the chain's own contracts: the other half of the token bridge, and the message service it trusts. */
export async function l2Powers(
  chain: Chain,
  { bridge, rollup }: { readonly bridge: Observation<Contract | null>; readonly rollup: Contract },
  resolver: Resolver,
): Promise<readonly Power[]> {
  const bridged = [{ role: 'L2 TokenBridge', host: bridge }];
  const powers = await counterpartPowers(chain, { bridged, view, on: rollup.address }, resolver);
  const l2 = chain.chainId === null ? undefined : resolver.on(chain.chainId);
  if (l2 === undefined) return powers;
  const remote = await chainRead(bridge, async (of) => (of === null ? known(null) : ask(resolver, { of, view })));
  const there = await chainRead(remote, async (address) => known(address === null ? null : await l2.inspect(address)));
  const services: Discovered = {
    L2MessageService: await followAlways(l2, there, ['function messageService() view returns (address)']),
  };
  return [...powers, ...(await upgradePowers(partsOf(services), l2)), ...unknownParts(services, rollup.address)];
}
