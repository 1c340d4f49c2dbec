import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import { approachRollup, type Directions } from '../approach.ts';
import { recogniser } from '../recogniser.ts';

const idOf = 'function layer2ChainId() view returns (uint64)';
const configShape = 'function enforcedBatchParameters() view returns (uint24, uint24)';
const directions: Directions = {
  rollup: [
    idOf,
    'function isSequencer(address) view returns (bool)',
    'function isProver(address) view returns (bool)',
    'function lastFinalizedBatchIndex() view returns (uint256)',
  ],
  towards: [
    'function rollup() view returns (address)',
    'function scrollChain() view returns (address)',
    'function messenger() view returns (address)',
    'function ethGateway() view returns (address)',
    'function messageQueue() view returns (address)',
  ],
};

/** Whether an address is the rollup, or a contract of the bridge that leads to it. */
export const recogniseScroll = recogniser(async (contract, resolver) => {
  return chainRead(await approachRollup(contract.address, directions, resolver), async (end) => {
    if (end === null) return leadsNowhere(contract.address, resolver);
    return map(await ask(resolver, { of: end.rollup, view: idOf }), (chainId) => ({
      contracts: { ScrollChain: end.rollup.address, ...(end.router && { L1GatewayRouter: end.router }) },
      chainId: chainId === null ? null : Number(chainId),
      seen: ['its code has layer2ChainId, isSequencer, isProver, lastFinalizedBatchIndex: a ScrollChain'],
    }));
  });
});

async function leadsNowhere(address: Address, resolver: Resolver): Promise<Observation<null>> {
  if (!answers(await resolver.inspect(address), configShape)) return known(null);
  return unknown(`${address} is a SystemConfig, which names no rollup; give the rollup or its messenger instead`);
}
