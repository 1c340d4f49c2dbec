import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { createResolver } from '../../authority/create-resolver.ts';
import type { EvidenceReader } from '../../evidence/reader.ts';
import { chainRead, known, type Observation } from '../../model/observation.ts';
import type { Recognition } from '../stack.ts';

const shape = [
  'function getEscapeHatchStatus() view returns (bool, uint256)',
  'function escapeBlockLowerBound() view returns (uint256)',
  'function verifier() view returns (address)',
  'function rollupProviders(address) view returns (bool)',
] as const;

/** Whether an address is a RollupProcessor, or the fee distributor of one. */
export async function recogniseAztec(
  reader: EvidenceReader,
  address: Address,
): Promise<Observation<Recognition | null>> {
  const resolver = createResolver(reader, () => undefined);
  const contract = await resolver.inspect(address);
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (isRollup(contract)) return known(found(address), contract.evidence);
  const named = await ask(resolver, { of: contract, view: 'function rollupProcessor() view returns (address)' });
  return chainRead(named, async (rollup) => {
    if (rollup === null) return known(null);
    const other = await resolver.inspect(rollup);
    return known(isRollup(other) ? found(rollup) : null, other.evidence);
  });
}

function isRollup(contract: Contract): boolean {
  return answers(contract, ...shape);
}

function found(address: Address): Recognition {
  const seen = [`the code at ${address} has rollup providers and an escape hatch: a RollupProcessor`];
  return { contracts: { RollupProcessor: address }, chainId: null, seen };
}
