import { type Address, zeroAddress } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import { attempt } from '../../authority/attempt.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, type Observation, unknown } from '../../model/observation.ts';
import type { AddressView } from '../discovery.ts';
import { isKromaPortal } from '../op-forks.ts';
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
/** Council, colosseum, oracle, pool and portal: nothing leads there by more steps. */
const mostSteps = 4;

/** Whether an address is the portal of a Kroma chain, or a contract that leads to it. */
export const recogniseKroma = recogniser(async (start, resolver) =>
  chainRead(await portalFrom(start, mostSteps, resolver), async (portal): Promise<Observation<Recognition | null>> => {
    if (portal !== null) return known(found(portal, start));
    if (!answers(start, 'function validatorRewardScalar() view returns (uint256)')) return known(null, start.evidence);
    return unknown(
      `${start.address} looks like Kroma’s SystemConfig, and names no portal; give the portal or a bridge`,
    );
  }),
);

async function portalFrom(
  contract: Contract,
  steps: number,
  resolver: Resolver,
): Promise<Observation<Contract | null>> {
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (isKromaPortal(contract)) return known(contract);
  if (steps === 0) return known(null);
  for (const view of towardsPortal.filter((one) => answers(contract, one))) {
    // The code may mention a function because it calls it elsewhere.
    const next = (await attempt(resolver.reader, { on: contract.address, view })) as Observation<Address | null>;
    const portal = await chainRead(next, async (named) =>
      named === null || named === zeroAddress || named === contract.address
        ? known(null)
        : portalFrom(await resolver.inspect(named), steps - 1, resolver),
    );
    if (portal.status === 'unknown' || portal.value !== null) return portal;
  }
  return known(null);
}

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
