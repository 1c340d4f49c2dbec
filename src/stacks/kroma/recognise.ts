import { answers, type Contract } from '../../authority/contract.ts';
import { chain, known, type Observation, unknown } from '../../model/observation.ts';
import { approachRollup } from '../approach.ts';
import type { AddressView } from '../discovery.ts';
import { kromaPortalShape } from '../op-forks.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';
import { views } from './contracts.ts';

/** The nearest first: messenger and pool name the portal; bridges, the council, the oracle and the colosseum name one of these. */
const towardsPortal: readonly AddressView[] = [
  views.portal,
  views.messenger,
  views.pool,
  views.oracle,
  views.colosseum,
];
const bridgeShape = [
  'function finalizeBridgeETH(address, address, uint256, bytes) payable',
  'function bridgeETH(uint32, bytes) payable',
];
const nftBridgeShape = [
  'function finalizeBridgeERC721(address, address, address, address, uint256, bytes)',
  'function bridgeERC721(address, address, uint256, uint32, bytes)',
];
/** Whether an address is the portal of a Kroma chain, or a contract that leads to it. */
export const recogniseKroma = recogniser(async (start, resolver) => {
  const directions = { rollup: kromaPortalShape, towards: towardsPortal };
  return chain(await approachRollup(start.address, directions, resolver), (met): Observation<Recognition | null> => {
    if (met !== null) return known(found(met.rollup, start));
    if (!answers(start, 'function validatorRewardScalar() view returns (uint256)')) return known(null, start.evidence);
    return unknown(
      `${start.address} looks like Kroma’s SystemConfig, and names no portal; give the portal or a bridge`,
    );
  });
});

function found(portal: Contract, start: Contract): Recognition {
  const bridge = answers(start, ...bridgeShape) && { L1StandardBridge: start.address };
  const nftBridge = answers(start, ...nftBridgeShape) && { L1ERC721Bridge: start.address };
  const open = bridge ? [] : ['no contract names the bridge: the entry needs an L1StandardBridge, too'];
  return {
    contracts: { KromaPortal: portal.address, ...bridge, ...nftBridge },
    chainId: null,
    seen: ['its portal takes deposits by a pool of validators (depositTransactionByValidatorPool): Kroma', ...open],
  };
}
