import type { Address } from 'viem';
import { isExternallyOwned } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { type Authority, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { map, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { CdkContracts } from './contracts.ts';

/** The power to replace the bridge on the chain itself. It has the address of its counterpart on the host. */
export async function bridgeOnChainPower({ consensus, bridge, rollup }: CdkContracts, host: Resolver): Promise<Power> {
  const address = map(bridge, (contract) => contract.address);
  const chainId = map(rollup, (one) => one.chainId);
  return power({
    id: 'upgrade-bridge-on-chain',
    title: 'replace the code of the bridge on the chain itself',
    breaks: guarantees,
    authority: await authorityOn(chainId, address, host),
    on: address.status === 'known' ? address.value : consensus.address,
    effect: 'The bridge on the chain mints tokens, and says what was burnt to be paid out on the host.',
  });
}

async function authorityOn(
  chainId: Observation<number>,
  address: Observation<Address>,
  host: Resolver,
): Promise<Authority> {
  if (chainId.status === 'unknown') return unresolved(chainId.reason);
  if (address.status === 'unknown') return unresolved(address.reason);
  const l2 = host.on(chainId.value);
  if (l2 === undefined) {
    return unresolved(`who controls the bridge on the chain was not read: no evidence of chain ${chainId.value}`);
  }
  const { code } = await l2.inspect(address.value);
  if (code.status === 'unknown') return unresolved(code.reason);
  if (isExternallyOwned(code.value)) return unresolved(`chain ${chainId.value} has no bridge at ${address.value}`);
  return l2.upgradeAuthority(address.value);
}
