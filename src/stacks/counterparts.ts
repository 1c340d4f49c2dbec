import type { Contract } from '../authority/contract.ts';
import { ask } from '../authority/ask.ts';
import type { Resolver } from '../authority/resolver.ts';
import { unresolved } from '../model/authority.ts';
import type { Chain } from '../model/chain.ts';
import { guarantees } from '../model/guarantee.ts';
import { all, chainRead, map, type Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { type Part, power, upgradePowers } from './powers.ts';
import type { Address } from 'viem';

/** How a contract on the host names its other half on the L2. */
export type CounterpartView = `function ${string}() view returns (address)`;

/** A contract on the host that names its counterpart, and what that is called. */
export type Bridged = { readonly role: string; readonly host: Observation<Contract | null> };

const effect = 'New code of a system contract can mint, seize, and send any message to Ethereum.';

/**
 * The powers to replace the code of a bridge's other half, on the L2. Where there is no evidence of the L2, or a counterpart was
 * not found, it may be anybody.
 */
export async function counterpartPowers(
  chain: Chain,
  { bridged, view, on }: { readonly bridged: readonly Bridged[]; readonly view: CounterpartView; readonly on: Address },
  resolver: Resolver,
): Promise<readonly Power[]> {
  const l2 = chain.chainId === null ? undefined : resolver.on(chain.chainId);
  const parts = await Promise.all(bridged.map((one) => counterpart(one, view, resolver)));
  const found = all(parts);
  const reason =
    l2 === undefined
      ? `who owns the system contracts on the chain was not read: no evidence of chain ${chain.chainId}`
      : found.status === 'unknown'
        ? found.reason
        : null;
  const open =
    reason === null
      ? []
      : [
          power({
            id: 'upgrade-l2-contracts',
            title: "replace the code of the chain's system contracts",
            breaks: guarantees,
            authority: unresolved(reason),
            on,
            effect,
          }),
        ];
  if (l2 === undefined) return open;
  const known = parts.flatMap((part) => (part.status === 'known' && part.value !== null ? [part.value] : []));
  return [...open, ...(await upgradePowers(known, l2))];
}

async function counterpart(
  { role, host }: Bridged,
  view: CounterpartView,
  resolver: Resolver,
): Promise<Observation<Part | null>> {
  const address = await chainRead(host, async (of): Promise<Observation<Address | null>> => {
    if (of === null) return { status: 'known', value: null, evidence: [] };
    return (await ask(resolver, { of, view })) as Observation<Address | null>;
  });
  return map(address, (value) => (value === null ? null : { role, address: value }));
}
