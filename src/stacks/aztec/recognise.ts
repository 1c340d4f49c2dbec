import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { chainRead, known } from '../../model/observation.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';

const shape = [
  'function getEscapeHatchStatus() view returns (bool, uint256)',
  'function escapeBlockLowerBound() view returns (uint256)',
  'function verifier() view returns (address)',
  'function rollupProviders(address) view returns (bool)',
] as const;

/** Whether an address is a RollupProcessor, or the fee distributor of one. */
export const recogniseAztec = recogniser(async (contract, resolver) => {
  if (isRollup(contract)) return known(found(contract.address), contract.evidence);
  const named = await ask(resolver, {
    of: contract,
    view: 'function rollupProcessor() view returns (address)',
  });
  return chainRead(named, async (rollup) => {
    if (rollup === null) return known(null);
    const other = await resolver.inspect(rollup);
    return known(isRollup(other) ? found(rollup) : null, other.evidence);
  });
});

function isRollup(contract: Contract): boolean {
  return answers(contract, ...shape);
}

function found(address: Address): Recognition {
  const seen = [`the code at ${address} has rollup providers and an escape hatch: a RollupProcessor`];
  return { contracts: { RollupProcessor: address }, chainId: null, seen };
}
