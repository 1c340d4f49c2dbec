import { zeroAddress } from 'viem';
import { askAny } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority } from '../../model/authority.ts';
import { chainRead, known, map, notNull, type Observation } from '../../model/observation.ts';
import { entryPoint, follow, followAlways } from '../discovery.ts';
import type { StackContext } from '../stack.ts';
import { type Rollup, rollupOf } from './rollup.ts';

/** The contracts of one chain of the Agglayer on its host, found from its own contract there. */
export type CdkContracts = {
  /** The chain's own contract: who sequences, who administers, where the data go. */
  readonly consensus: Contract;
  readonly manager: Observation<Contract>;
  readonly rollup: Observation<Rollup>;
  /** Null where a gateway chooses it. */
  readonly verifier: Observation<Contract | null>;
  readonly bridge: Observation<Contract>;
  readonly exitRoot: Observation<Contract>;
  /** Checks what data committees sign; null where all data are posted, or none are asked for. */
  readonly dataProtocol: Observation<Contract | null>;
  /** Chooses verifiers since AgglayerManager; null before. */
  readonly gateway: Observation<Contract | null>;
};

/** Finds the contracts from the registry's `PolygonConsensus`. */
export async function discover({ chain, resolver }: StackContext): Promise<CdkContracts> {
  const consensus = await resolver.inspect(entryPoint(chain, 'PolygonConsensus'));
  const self = known(consensus);
  const manager = await followAlways(resolver, self, ['function rollupManager() view returns (address)']);
  const rollup = await chainRead(manager, (contract) => rollupOf(contract, consensus.address, resolver));
  const [bridge, exitRoot, dataProtocol, gateway] = await Promise.all([
    followAlways(resolver, manager, ['function bridgeAddress() view returns (address)']),
    followAlways(resolver, manager, ['function globalExitRootManager() view returns (address)']),
    follow(resolver, self, ['function dataAvailabilityProtocol() view returns (address)']),
    follow(resolver, manager, ['function aggLayerGateway() view returns (address)']),
  ]);
  const verifier = await chainRead(rollup, async ({ verifier: address }) =>
    known(address === zeroAddress ? null : await resolver.inspect(address)),
  );
  return { consensus, manager, rollup, verifier, bridge, exitRoot, dataProtocol, gateway };
}

/** Who administers the chain's own contract: its admin, and an admin who only has to accept. */
export async function adminAuthority(consensus: Contract, resolver: Resolver): Promise<Authority> {
  const [current, pending] = await Promise.all([
    askAny(resolver, consensus, ['function admin() view returns (address)']),
    askAny(resolver, consensus, ['function pendingAdmin() view returns (address)']),
  ]);
  const admin = await addressAuthority(notNull(current, `${consensus.address} names no admin`), resolver);
  const successor = await addressAuthority(
    map(pending, (address) => address ?? zeroAddress),
    resolver,
  );
  return JSON.stringify(admin) === JSON.stringify(successor) ? admin : anyOf([admin, successor]);
}

/** Who alone orders and posts the chain's batches, or certifies its withdrawals. */
export async function sequencerAuthority(consensus: Contract, resolver: Resolver): Promise<Authority> {
  const sequencer = await askAny(resolver, consensus, ['function trustedSequencer() view returns (address)']);
  return addressAuthority(notNull(sequencer, `${consensus.address} names no sequencer`), resolver);
}
