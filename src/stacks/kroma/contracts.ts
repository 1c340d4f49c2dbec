import type { Contract } from '../../authority/contract.ts';
import { type Known, known, notNull, type Observation } from '../../model/observation.ts';
import { type AddressView, entryPoint, followAlways } from '../discovery.ts';
import type { StackContext } from '../stack.ts';

type Always =
  | 'SystemConfig'
  | 'L2OutputOracle'
  | 'Colosseum'
  | 'ValidatorPool'
  | 'ZKMerkleTrie'
  | 'ZKVerifier'
  | 'L1StandardBridge'
  | 'L1CrossDomainMessenger';

/** The contracts of a Kroma chain on its host. The portal names those that judge; of the bridges, none is named by it. */
export type KromaContracts = Readonly<Record<Always, Observation<Contract>>> & {
  readonly KromaPortal: Known<Contract>;
  /** Null where the registry lists none. */
  readonly L1ERC721Bridge: Observation<Contract | null>;
};

/** By which name each contract is named (KromaPortal.sol, L2OutputOracle.sol, Colosseum.sol). */
export const views = {
  systemConfig: 'function SYSTEM_CONFIG() view returns (address)',
  oracle: 'function L2_ORACLE() view returns (address)',
  pool: 'function VALIDATOR_POOL() view returns (address)',
  colosseum: 'function COLOSSEUM() view returns (address)',
  trie: 'function ZK_MERKLE_TRIE() view returns (address)',
  verifier: 'function ZK_VERIFIER() view returns (address)',
  portal: 'function PORTAL() view returns (address)',
  messenger: 'function MESSENGER() view returns (address)',
  council: 'function SECURITY_COUNCIL() view returns (address)',
} as const satisfies Readonly<Record<string, AddressView>>;

/** Finds the contracts, from the portal and from what the registry lists of the bridges. */
export async function discover({ chain, resolver }: StackContext): Promise<KromaContracts> {
  const named = async (name: string): Promise<Observation<Contract | null>> => {
    const address = chain.contracts[name];
    return known(address === undefined ? null : await resolver.inspect(address));
  };
  const portal = known(await resolver.inspect(entryPoint(chain, 'KromaPortal')));
  const oracle = await followAlways(resolver, portal, [views.oracle]);
  const colosseum = await followAlways(resolver, oracle, [views.colosseum]);
  const bridge = notNull(await named('L1StandardBridge'), 'no contract names it, and the registry does not');
  return {
    KromaPortal: portal,
    SystemConfig: await followAlways(resolver, portal, [views.systemConfig]),
    L2OutputOracle: oracle,
    Colosseum: colosseum,
    ValidatorPool: await followAlways(resolver, oracle, [views.pool]),
    ZKMerkleTrie: await followAlways(resolver, portal, [views.trie]),
    ZKVerifier: await followAlways(resolver, colosseum, [views.verifier]),
    L1StandardBridge: bridge,
    L1CrossDomainMessenger: await followAlways(resolver, bridge, [views.messenger]),
    L1ERC721Bridge: await named('L1ERC721Bridge'),
  };
}
