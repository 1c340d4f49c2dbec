import { type Address, getAddress } from 'viem';
import type { Resolver } from '../../authority/resolver.ts';
import { unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { guarantees } from '../../model/guarantee.ts';
import type { Power } from '../../model/power.ts';
import { power, upgradePowers } from '../powers.ts';

/**
 * Where the chain's own contracts are: the chain id in decimal digits, zeros, and a number of the contract's own (LibL2Config and
 * the genesis of all chains of the stack).
 */
const numbers = {
  'L2 Bridge': '1',
  'L2 ERC20Vault': '2',
  'L2 ERC721Vault': '3',
  'L2 ERC1155Vault': '4',
  'L2 SignalService': '5',
  'L2 SharedAddressManager': '6',
  TaikoL2: '10001',
  'L2 RollupAddressManager': '10002',
} as const;

/** The powers to replace the code of the chain's own contracts; anybody's where there is no evidence of the chain. */
export async function l2Powers({ chainId }: Chain, on: Address, resolver: Resolver): Promise<readonly Power[]> {
  const l2 = chainId === null ? undefined : resolver.on(chainId);
  if (chainId !== null && l2 !== undefined) {
    const parts = Object.entries(numbers).map(([role, number]) => ({ role, address: predeploy(chainId, number) }));
    return upgradePowers(parts, l2);
  }
  return [
    power({
      id: 'upgrade-l2-contracts',
      title: "replace the code of the chain's system contracts",
      breaks: guarantees,
      authority: unresolved(
        `who owns the system contracts on the chain was not read: no evidence of chain ${chainId ?? 'without an id'}`,
      ),
      on,
      effect: 'New code of a system contract can mint, seize, and send any message to Ethereum.',
    }),
  ];
}

function predeploy(chainId: number, number: string): Address {
  return getAddress(`0x${String(chainId).padEnd(40 - number.length, '0')}${number}`);
}
