import { type Address, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, notNull, type Observation } from '../../model/observation.ts';
import { recogniser } from '../recogniser.ts';

const rollupShape = [
  'function confirmPeriodBlocks() view returns (uint64)',
  'function validatorWhitelistDisabled() view returns (bool)',
  'function wasmModuleRoot() view returns (bytes32)',
] as const;
const routerShape = [
  'function defaultGateway() view returns (address)',
  'function counterpartGateway() view returns (address)',
] as const;

/** By which names the contracts of a chain lead to its rollup, the nearest first. */
const towardsRollup = [
  'function rollup() view returns (address)',
  'function resultReceiver() view returns (address)',
  'function assertionChain() view returns (address)',
  'function bridge() view returns (address)',
  'function inbox() view returns (address)',
] as const;
const routerOf = 'function router() view returns (address)';

/** From a gateway it is three steps to the rollup: inbox, bridge, rollup. */
const mostSteps = 4;

/** Whether an address is the rollup of a Nitro chain, or one of the contracts that lead to it. */
export const recogniseNitro = recogniser(async (start, resolver) => {
  const rollup = await rollupFrom(start, mostSteps, resolver);
  return chainRead(rollup, async (found) => {
    if (found === null) return known(null);
    const router = await routerFrom(start, resolver);
    const chainId = notNull(
      await ask(resolver, { of: found, view: 'function chainId() view returns (uint256)' }),
      'the rollup names no chain id',
    );
    const names = rollupShape.map((signature) => /function (\w+)/.exec(signature)?.[1]).join(', ');
    const bridge = await ask(resolver, { of: found, view: 'function bridge() view returns (address)' });
    const entry =
      bridge.status === 'known' && bridge.value !== null ? { Bridge: bridge.value } : { RollupProxy: found.address };
    return map(router, (named) => ({
      contracts: { ...entry, ...(named !== null && { GatewayRouter: named }) },
      chainId: chainId.status === 'known' ? Number(chainId.value) : null,
      seen: [`the code of ${found.address} has ${names}: a rollup of Nitro`],
    }));
  });
});

async function rollupFrom(
  contract: Contract,
  steps: number,
  resolver: Resolver,
): Promise<Observation<Contract | null>> {
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (answers(contract, ...rollupShape)) return known(contract, contract.evidence);
  if (steps === 0) return known(null);
  for (const view of towardsRollup.filter((one) => answers(contract, one))) {
    // The code may mention a function because it calls it elsewhere.
    const named = await attempt(resolver.reader, { on: contract.address, view });
    const found = await chainRead(named, async (next) =>
      next === null || next === contract.address
        ? known(null)
        : rollupFrom(await resolver.inspect(next), steps - 1, resolver),
    );
    if (found.status === 'unknown' || found.value !== null) return found;
  }
  return known(null);
}

/** The router of the token bridge, where the search began at it or at one of its gateways. */
async function routerFrom(start: Contract, resolver: Resolver): Promise<Observation<Address | null>> {
  if (answers(start, ...routerShape)) return known(start.address);
  if (answers(start, ...rollupShape)) return known(null);
  if (!answers(start, routerOf)) return known(null);
  const named = await attempt(resolver.reader, { on: start.address, view: routerOf });
  return map(named, (router) => (router === zeroAddress ? null : router));
}
