import type { Address } from 'viem';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { power } from '../powers.ts';

const powers: readonly OwnerPower[] = [
  {
    id: 'remap-tokens',
    title: 'choose which token on the chain stands for the deposits of a gateway',
    breaks: ['valid', 'untouched'],
    functions: ['function updateTokenMapping(address, address)'],
    effect: 'Whoever made the new token can withdraw the deposits for it.',
  },
  {
    id: 'pause-gateway',
    title: 'stop the withdrawals of a gateway',
    breaks: ['uncensored'],
    functions: ['function pauseWithdraw(bool)'],
    effect: 'The tokens that it holds cannot be withdrawn.',
  },
  {
    id: 'choose-burner',
    title: 'choose who may burn the USDC that a gateway holds',
    breaks: ['untouched'],
    functions: ['function updateCircleCaller(address)'],
    effect: 'Whoever is chosen can burn all deposits of the gateway.',
  },
];

/** The powers of the owners of the gateways that hold tokens; each is named after the beginning of the gateway's address. */
export async function gatewayPowers(
  gateways: Observation<readonly Contract[]>,
  on: Address,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (gateways.status === 'unknown') {
    const authority = unresolved(`the gateways were not all found: ${gateways.reason}`);
    const effect = 'Nothing is known of who controls the contracts that hold the tokens.';
    const title = 'act through gateways that were not found';
    return [power({ id: 'unknown-gateways', title, breaks: guarantees, authority, on, effect })];
  }
  const lists = await Promise.all(
    gateways.value.map((gateway) => {
      const end = gateway.address.slice(2, 8).toLowerCase();
      const named = powers.map((one) => ({ ...one, id: `${one.id}-${end}` }));
      return ownerPowers(known(gateway), named, resolver);
    }),
  );
  return lists.flat();
}
