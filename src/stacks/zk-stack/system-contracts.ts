import { type Address, getAddress, numberToHex } from 'viem';
import { aliasedAuthority } from '../../authority/alias.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import type { Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';

/** L2AssetRouter and L2NativeTokenVault at their fixed addresses (L2ContractAddresses.sol, v26 on). */
const fixed: readonly Address[] = [0x10003, 0x10004].map((at) => getAddress(numberToHex(at, { size: 20 })));

/**
 * The power of those who own the bridge's contracts on the chain itself. As a rule that is Ethereum's governance under its alias, but
 * only the chain can say so. The chain's other system contracts change by an upgrade on the host alone.
 */
export async function systemContractsPower(chainId: Observation<bigint>, resolver: Resolver): Promise<Power> {
  return power({
    id: 'govern-bridge-on-chain',
    title: 'change the bridge and the bridged tokens on the chain itself',
    breaks: ['valid', 'uncensored', 'untouched'],
    authority: await owners(chainId, resolver),
    on: fixed[0] as Address,
    effect: 'The bridge on the chain mints bridged tokens, and says what was burnt to be paid out on the host.',
  });
}

async function owners(chainId: Observation<bigint>, host: Resolver): Promise<Authority> {
  if (chainId.status === 'unknown') return unresolved(chainId.reason);
  const l2 = host.on(Number(chainId.value));
  if (l2 === undefined) {
    const reason = 'the owner of the bridge on the chain was not read';
    return unresolved(`${reason}: no evidence of chain ${chainId.value}`);
  }
  const read = await Promise.all(
    fixed.map((on) => readView(l2.reader, { on, view: 'function owner() view returns (address)' })),
  );
  const found = read.map((owner) =>
    owner.status === 'unknown' ? unresolved(owner.reason) : aliasedAuthority(owner.value, { host, l2 }),
  );
  return anyOf(await Promise.all(found));
}
