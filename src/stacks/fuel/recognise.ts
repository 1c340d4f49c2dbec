import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, notNull, type Observation, unknown } from '../../model/observation.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';
import { chainStateShape, gatewayShape, portalOf, portalShape, tokenByNumber } from './contracts.ts';

/** Whether an address is the portal, or a gateway that names it. The chain state names nothing. */
export const recogniseFuel = recogniser(async (contract, resolver) => {
  if (answers(contract, ...portalShape)) return known(found(contract, {}));
  if (answers(contract, ...gatewayShape)) return fromGateway(contract, resolver);
  if (answers(contract, ...chainStateShape)) {
    return unknown('it is a FuelChainState, which does not name its FuelMessagePortal: start from that');
  }
  return known(null, contract.evidence);
});

async function fromGateway(gateway: Contract, resolver: Resolver): Promise<Observation<Recognition | null>> {
  const named = notNull(await ask(resolver, { of: gateway, view: portalOf }), `${gateway.address} names no portal`);
  return chainRead(named, async (address): Promise<Observation<Recognition | null>> => {
    const portal = await resolver.inspect(address);
    if (portal.pushed.status === 'unknown') return portal.pushed;
    if (!answers(portal, ...portalShape)) return known(null);
    const role = answers(gateway, tokenByNumber) ? 'FuelERC721Gateway' : 'FuelERC20Gateway';
    return known(found(portal, { [role]: gateway.address }));
  });
}

function found(portal: Contract, gateways: Recognition['contracts']): Recognition {
  return {
    contracts: { FuelMessagePortal: portal.address, ...gateways },
    chainId: null,
    seen: ['its code has fuelChainStateContract, relayMessage, incomingMessageSuccessful: a FuelMessagePortal'],
  };
}
