import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { known, type Observation } from '../../model/observation.ts';
import { follow } from '../discovery.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';

export const rootChainShape = [
  'function submitCheckpoint(bytes, uint256[3][])',
  'function currentHeaderBlock() view returns (uint256)',
  'function getLastChildBlock() view returns (uint256)',
] as const;

/** Whether an address is a RootChain, or a contract of the bridge or of the stakers that leads to it. */
export const recognisePolygonPos = recogniser(async (contract, resolver) => {
  if (!answers(contract, ...rootChainShape)) return fromOthers(contract, resolver);
  const seen = ['its code has submitCheckpoint, currentHeaderBlock, getLastChildBlock: a RootChain'];
  return known({ contracts: { RootChain: contract.address }, chainId: null, seen });
});

/** The getters that lead to a RootChain, the nearest first: of the token bridge, the stake manager, the registry, a predicate. */
const towardsRoot = [
  'function checkpointManagerAddress() view returns (address)',
  'function rootChain() view returns (address)',
  'function getDepositManagerAddress() view returns (address)',
  'function rootChainManager() view returns (address)',
  'function registry() view returns (address)',
] as const;

/** From a list of stakers it is three steps: registry, deposit manager, RootChain. */
async function fromOthers(start: Contract, resolver: Resolver): Promise<Observation<Recognition | null>> {
  let at: Contract = start;
  for (let step = 0; step < 3; step++) {
    const next = await follow(resolver, known(at), towardsRoot);
    if (next.status === 'unknown') return next;
    if (next.value === null) return known(null, start.evidence);
    if (next.value.pushed.status === 'unknown') return next.value.pushed;
    if (answers(next.value, ...rootChainShape)) return known(rootFound(next.value, at));
    at = next.value;
  }
  return known(null, start.evidence);
}

/** The bridge for tokens names the RootChain that it believes; nothing leads from there to the bridge. */
function rootFound(root: Contract, namedBy: Contract): Recognition {
  const bridge = answers(namedBy, towardsRoot[0]) && { RootChainManager: namedBy.address };
  return {
    contracts: { RootChain: root.address, ...bridge },
    chainId: null,
    seen: [`${namedBy.address} names the RootChain ${root.address}`],
  };
}
