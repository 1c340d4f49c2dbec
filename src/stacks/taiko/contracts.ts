import type { Contract } from '../../authority/contract.ts';
import { known, type Observation } from '../../model/observation.ts';
import { entryPoint, follow } from '../discovery.ts';
import type { StackContext } from '../stack.ts';
import { contractNamed } from './names.ts';

/** The contracts of one chain on its host, beside the verifiers of its tiers. Null: there is none under that name. */
export type TaikoContracts = {
  readonly TaikoL1: Observation<Contract>;
  readonly RollupAddressManager: Observation<Contract | null>;
  readonly SharedAddressManager: Observation<Contract | null>;
  readonly Bridge: Observation<Contract | null>;
  readonly SignalService: Observation<Contract | null>;
  readonly ERC20Vault: Observation<Contract | null>;
  readonly ERC721Vault: Observation<Contract | null>;
  readonly ERC1155Vault: Observation<Contract | null>;
  readonly TierRouter: Observation<Contract | null>;
  readonly Attestation: Observation<Contract | null>;
};

/** Finds the contracts by their names, from TaikoL1 and the bridge. The registry's entries win. */
export async function discover({ chain, resolver }: StackContext): Promise<TaikoContracts> {
  const rollup = known(await resolver.inspect(entryPoint(chain, 'TaikoL1')));
  const bridge = await contractNamed(rollup, 'bridge', resolver);
  const vault = async (entry: string, name: string): Promise<Observation<Contract | null>> => {
    const listed = chain.contracts[entry];
    return listed === undefined ? contractNamed(bridge, name, resolver) : known(await resolver.inspect(listed));
  };
  const managerOf = ['function addressManager() view returns (address)'] as const;
  return {
    TaikoL1: rollup,
    RollupAddressManager: await follow(resolver, rollup, managerOf),
    SharedAddressManager: await follow(resolver, bridge, managerOf),
    Bridge: bridge,
    SignalService: await contractNamed(rollup, 'signal_service', resolver),
    ERC20Vault: await vault('ERC20Vault', 'erc20_vault'),
    ERC721Vault: await vault('ERC721Vault', 'erc721_vault'),
    ERC1155Vault: await vault('ERC1155Vault', 'erc1155_vault'),
    TierRouter: await contractNamed(rollup, 'tier_router', resolver),
    Attestation: await contractNamed(rollup, 'automata_dcap_attestation', resolver),
  };
}
