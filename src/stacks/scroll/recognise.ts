import type { Address } from 'viem';
import { ask, askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { createResolver } from '../../authority/create-resolver.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { EvidenceReader } from '../../evidence/reader.ts';
import { chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { AddressView } from '../discovery.ts';
import type { Recognition } from '../stack.ts';

const rollupShape = [
  'function layer2ChainId() view returns (uint64)',
  'function isSequencer(address) view returns (bool)',
  'function isProver(address) view returns (bool)',
  'function lastFinalizedBatchIndex() view returns (uint256)',
] as const;
const routerShape = [
  'function defaultERC20Gateway() view returns (address)',
  'function ethGateway() view returns (address)',
] as const;
const configShape = 'function enforcedBatchParameters() view returns (uint24, uint24)';

/** From each contract of the bridge to one that is nearer to the rollup. */
const towards: readonly AddressView[] = [
  'function rollup() view returns (address)',
  'function scrollChain() view returns (address)',
  'function messenger() view returns (address)',
  'function ethGateway() view returns (address)',
  'function messageQueue() view returns (address)',
];
/** Router, gateway, messenger, rollup: no way is longer. */
const longestWay = 4;

/** Whether an address is the rollup, or a contract of the bridge that leads to it. */
export async function recogniseScroll(
  reader: EvidenceReader,
  address: Address,
): Promise<Observation<Recognition | null>> {
  const resolver = createResolver(reader, () => undefined);
  const start = await resolver.inspect(address);
  if (answers(start, configShape) && !answers(start, towards[0] as string)) {
    return unknown(`${address} is a SystemConfig, which names no rollup; give the rollup or its messenger instead`);
  }
  return approach({ contract: start, router: null, steps: longestWay }, resolver);
}

type Way = { readonly contract: Contract; readonly router: Address | null; readonly steps: number };

async function approach(
  { contract, router, steps }: Way,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  if (contract.pushed.status === 'unknown') return contract.pushed;
  const passed = answers(contract, ...routerShape) ? contract.address : router;
  if (answers(contract, ...rollupShape)) return found(contract, passed, resolver);
  if (steps === 0) return known(null);
  const gateway = await askAny(resolver, contract, ['function router() view returns (address)']);
  const next = (await askAny(resolver, contract, towards)) as Observation<Address | null>;
  return chainRead(next, async (address) => {
    if (address === null || address === contract.address) return known(null);
    const named = gateway.status === 'known' && isSet(gateway.value) ? gateway.value : passed;
    return approach({ contract: await resolver.inspect(address), router: named, steps: steps - 1 }, resolver);
  });
}

function isSet(address: Address | null): address is Address {
  return address !== null && !/^0x0+$/.test(address);
}

async function found(
  rollup: Contract,
  router: Address | null,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  const id = await ask(resolver, { of: rollup, view: rollupShape[0] });
  return map(id, (chainId) => ({
    contracts: { ScrollChain: rollup.address, ...(router && { L1GatewayRouter: router }) },
    chainId: chainId === null ? null : Number(chainId),
    seen: ['its code has layer2ChainId, isSequencer, isProver, lastFinalizedBatchIndex: a ScrollChain'],
  }));
}
