import type { Address } from 'viem';
import { askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { rollupManagerShape } from '../../authority/polygon-roles.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, type Observation, unknown } from '../../model/observation.ts';
import type { Recognition } from '../stack.ts';
import { recogniser } from '../recogniser.ts';
import { allRollups, rollupOf } from './rollup.ts';

const managerOf = 'function rollupManager() view returns (address)';
const consensusShape = [managerOf, 'function trustedSequencer() view returns (address)'] as const;
/** The shared contracts name the manager, too. */
const fromShared = ['function polygonRollupManager() view returns (address)', managerOf] as const;

/** Whether an address is the contract of a chain on the Agglayer, or one that such chains share. */
export const recognisePolygonCdk = recogniser(async (contract, resolver) => {
  if (answers(contract, ...rollupManagerShape)) return sharedBy(contract, contract, resolver);
  const manager = (await askAny(resolver, contract, fromShared)) as Observation<Address | null>;
  return chainRead(manager, async (named) => {
    if (named === null) return known(null);
    const master = await resolver.inspect(named);
    if (!answers(master, ...rollupManagerShape)) return known(null, master.evidence);
    return answers(contract, ...consensusShape)
      ? ofChain(contract, master, resolver)
      : sharedBy(contract, master, resolver);
  });
});

async function ofChain(
  consensus: Contract,
  manager: Contract,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  return chainRead(await rollupOf(manager, consensus.address, resolver), async ({ chainId }) =>
    known({
      contracts: { PolygonConsensus: consensus.address },
      chainId,
      seen: [`it names a sequencer, and ${manager.address} has it as the rollup of chain ${chainId}`],
    }),
  );
}

/** A contract that many chains share belongs to none of them in particular: the chain's own contract must be named. */
async function sharedBy(
  contract: Contract,
  manager: Contract,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  return chainRead(await allRollups(manager, resolver), async (rollups): Promise<Observation<Recognition | null>> => {
    const [only] = rollups;
    if (rollups.length === 1 && only !== undefined) {
      return ofChain(await resolver.inspect(only.contract), manager, resolver);
    }
    const names = rollups.slice(0, 20).map((one) => `${one.contract} (chain ${one.chainId})`);
    return unknown(`${contract.address} is shared by ${rollups.length} chains: name one of ${names.join(', ')}`);
  });
}
