import type { Address } from 'viem';
import { askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { createResolver } from '../../authority/create-resolver.ts';
import type { EvidenceReader } from '../../evidence/reader.ts';
import { chainRead, known, map, type Observation } from '../../model/observation.ts';
import type { Recognition } from '../stack.ts';

const systemConfigShape = [
  'function batcherHash() view returns (bytes32)',
  'function unsafeBlockSigner() view returns (address)',
  'function gasLimit() view returns (uint64)',
] as const;
const portalShape = [
  'function depositTransaction(address, uint256, uint64, bool, bytes) payable',
  'function l2Sender() view returns (address)',
] as const;
const fromOthers = [
  'function systemConfig() view returns (address)',
  'function SYSTEM_CONFIG() view returns (address)',
] as const;

/** Whether an address is the SystemConfig or the portal of an OP Stack chain, or a contract that names one of them. */
export async function recogniseOpStack(
  reader: EvidenceReader,
  address: Address,
): Promise<Observation<Recognition | null>> {
  const resolver = createResolver(reader, () => undefined);
  const contract = await resolver.inspect(address);
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (answers(contract, ...systemConfigShape)) return known(found(contract, 'SystemConfig', systemConfigShape));
  const config = await askAny(resolver, contract, fromOthers);
  if (answers(contract, ...portalShape)) {
    return map(config, (named) => ({
      ...found(contract, 'OptimismPortal', portalShape),
      contracts: named === null ? { OptimismPortal: address } : { SystemConfig: named as Address },
    }));
  }
  return chainRead(config, async (named) =>
    named === null || named === address ? known(null) : recogniseOpStack(reader, named as Address),
  );
}

function found(contract: Contract, role: string, shape: readonly string[]): Recognition {
  const names = shape.map((signature) => /function (\w+)/.exec(signature)?.[1]).join(', ');
  return { contracts: { [role]: contract.address }, chainId: null, seen: [`its code has ${names}: a ${role}`] };
}
