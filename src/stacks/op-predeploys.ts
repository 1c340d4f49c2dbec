import { type Address, getAddress } from 'viem';
import type { Resolver } from '../authority/resolver.ts';
import { aliasedAuthority } from '../authority/alias.ts';
import { readView } from '../evidence/reads.ts';
import { type Authority, unresolved } from '../model/authority.ts';
import { guarantees } from '../model/guarantee.ts';
import type { Power } from '../model/power.ts';
import { power } from './powers.ts';

/** The ProxyAdmin of all predeploys on an OP Stack chain (Predeploys.sol). */
const l2ProxyAdmin: Address = getAddress('0x4200000000000000000000000000000000000018');

/**
 * The power to replace the chain's own system contracts. Their ProxyAdmin lives on the chain itself; its owner is as a rule the
 * L1 ProxyAdmin's owner under its alias, but only the chain can say so.
 */
export async function predeployPower(
  chainId: number,
  resolver: Resolver,
  proxyAdmin: Address = l2ProxyAdmin,
): Promise<Power> {
  return power({
    id: 'upgrade-predeploys',
    title: "replace the code of the chain's system contracts",
    breaks: guarantees,
    authority: await predeployOwner(chainId, resolver, proxyAdmin),
    on: proxyAdmin,
    effect: 'Predeployed contracts on the chain can mint, seize, and send any message to Ethereum.',
  });
}

async function predeployOwner(chainId: number, resolver: Resolver, proxyAdmin: Address): Promise<Authority> {
  const l2 = resolver.on(chainId);
  if (l2 === undefined) {
    return unresolved(`the owner of the system contracts on chain ${chainId} was not read: no evidence of that chain`);
  }
  const owner = await readView(l2.reader, { on: proxyAdmin, view: 'function owner() view returns (address)' });
  if (owner.status === 'unknown') return unresolved(owner.reason);
  return aliasedAuthority(owner.value, { host: resolver, l2 });
}
