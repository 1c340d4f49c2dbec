import { ask } from '../../authority/ask.ts';
import { chainRead, known, map } from '../../model/observation.ts';
import { approachRollup, type Directions } from '../approach.ts';
import { recogniser } from '../recogniser.ts';

const idOf = 'function LAYER_2_CHAIN_ID() view returns (uint64)';
const directions: Directions = {
  rollup: [
    'function l1StakingContract() view returns (address)',
    'function isChallenger(address) view returns (bool)',
    'function proofWindow() view returns (uint256)',
  ],
  towards: [
    'function rollup() view returns (address)',
    'function rollupContract() view returns (address)',
    'function ROLLUP_CONTRACT() view returns (address)',
    'function messenger() view returns (address)',
    'function ethGateway() view returns (address)',
    'function messageQueue() view returns (address)',
  ],
};

/** Whether an address is the rollup, or a contract of the bridge that leads to it. */
export const recogniseMorph = recogniser(async (contract, resolver) => {
  return chainRead(await approachRollup(contract.address, directions, resolver), async (end) => {
    if (end === null) return known(null);
    return map(await ask(resolver, { of: end.rollup, view: idOf }), (chainId) => ({
      contracts: { Rollup: end.rollup.address, ...(end.router && { L1GatewayRouter: end.router }) },
      // A rollup whose id was never set says that of its host.
      chainId: chainId === null || Number(chainId) === resolver.reader.chainId ? null : Number(chainId),
      seen: ['its code has l1StakingContract, isChallenger, proofWindow: a Morph rollup'],
    }));
  });
});
