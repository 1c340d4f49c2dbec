import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { known, type Observation } from '../../model/observation.ts';
import { entryPoint, follow, followAlways } from '../discovery.ts';
import type { StackContext } from '../stack.ts';

/** The contracts of one ZK Stack chain on its host, found from its diamond. Null where its generation has none. */
export type ZkContracts = {
  /** The chain itself: all facets together. */
  readonly diamond: Contract;
  readonly verifier: Observation<Contract>;
  /** Shared by all chains of one ecosystem: who may be a chain, and their code. */
  readonly bridgehub: Observation<Contract | null>;
  /** ChainTypeManager, before v26 StateTransitionManager. */
  readonly manager: Observation<Contract | null>;
  /** L1AssetRouter, before v26 L1SharedBridge, which also held the funds. */
  readonly router: Observation<Contract | null>;
  readonly nullifier: Observation<Contract | null>;
  /** Holds the funds since v26. */
  readonly vault: Observation<Contract | null>;
  readonly messageRoot: Observation<Contract | null>;
  readonly deploymentTracker: Observation<Contract | null>;
  readonly assetHandler: Observation<Contract | null>;
};

/** Finds the contracts from the registry's `DiamondProxy`. */
export async function discover({ chain, resolver }: StackContext): Promise<ZkContracts> {
  const diamond = await resolver.inspect(entryPoint(chain, 'DiamondProxy'));
  const self = known(diamond);
  const [verifier, bridgehub, manager] = await Promise.all([
    followAlways(resolver, self, ['function getVerifier() view returns (address)']),
    follow(resolver, self, ['function getBridgehub() view returns (address)']),
    follow(resolver, self, [
      'function getChainTypeManager() view returns (address)',
      'function getStateTransitionManager() view returns (address)',
    ]),
  ]);
  return { diamond, verifier, bridgehub, manager, ...(await bridges(bridgehub, resolver)) };
}

type Bridges = Pick<
  ZkContracts,
  'router' | 'nullifier' | 'vault' | 'messageRoot' | 'deploymentTracker' | 'assetHandler'
>;

async function bridges(bridgehub: ZkContracts['bridgehub'], resolver: Resolver): Promise<Bridges> {
  const [router, messageRoot, deploymentTracker, assetHandler] = await Promise.all([
    follow(resolver, bridgehub, [
      'function assetRouter() view returns (address)',
      'function sharedBridge() view returns (address)',
    ]),
    follow(resolver, bridgehub, ['function messageRoot() view returns (address)']),
    follow(resolver, bridgehub, ['function l1CtmDeployer() view returns (address)']),
    follow(resolver, bridgehub, ['function chainAssetHandler() view returns (address)']),
  ]);
  const [nullifier, vault] = await Promise.all([
    follow(resolver, router, ['function L1_NULLIFIER() view returns (address)']),
    follow(resolver, router, ['function nativeTokenVault() view returns (address)']),
  ]);
  return { router, nullifier, vault, messageRoot, deploymentTracker, assetHandler };
}
