import type { Address } from 'viem';
import { ask, askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, type Observation } from '../../model/observation.ts';
import type { AddressView } from '../discovery.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';

const rollupShape = [
  'function verifiers(uint256) view returns (address)',
  'function isPaused(uint8) view returns (bool)',
  'function limitInWei() view returns (uint256)',
] as const;
const bridgeShape = [
  'function messageService() view returns (address)',
  'function remoteSender() view returns (address)',
] as const;
const targetChain = 'function targetChainId() view returns (uint256)';
/** From TokenBridge, and from the proxy through which the fallback operator acts. */
const towards: readonly AddressView[] = [
  'function messageService() view returns (address)',
  'function target() view returns (address)',
];

/** Whether an address is the rollup, or its token bridge. */
export const recogniseLinea = recogniser(async (contract, resolver) => {
  if (answers(contract, ...rollupShape)) return known(found(contract, null, null));
  const next = (await askAny(resolver, contract, towards)) as Observation<Address | null>;
  return chainRead(next, async (rollup) => {
    if (rollup === null) return known(null);
    const named = await resolver.inspect(rollup);
    if (named.pushed.status === 'unknown') return named.pushed;
    if (!answers(named, ...rollupShape)) return known(null);
    return fromBridge(contract, named, resolver);
  });
});

async function fromBridge(
  contract: Contract,
  rollup: Contract,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  if (!answers(contract, ...bridgeShape)) return known(found(rollup, null, null));
  const id = await ask(resolver, { of: contract, view: targetChain });
  return map(id, (chainId) => found(rollup, contract.address, chainId === null ? null : Number(chainId)));
}

function found(rollup: Contract, bridge: Address | null, chainId: number | null): Recognition {
  return {
    contracts: { LineaRollup: rollup.address, ...(bridge && { TokenBridge: bridge }) },
    chainId,
    seen: ['its code has verifiers, isPaused, limitInWei: a LineaRollup'],
  };
}
