import { decodeFunctionResult } from 'viem';
import { abiOf, callData, unaskable, type ViewCall, type ViewResult } from '../evidence/reads.ts';
import { type EvidenceReader, evidenceId } from '../evidence/reader.ts';
import { chain, known, type Observation } from '../model/observation.ts';

/**
 * Calls a function that the contract may not have, or that has no answer for these arguments: `known(null)` where the EVM
 * reverted or returned something else, unknown only where the call could not be read.
 */
export async function attempt<const S extends string>(
  reader: EvidenceReader,
  call: ViewCall<S>,
): Promise<Observation<ViewResult<S> | null>> {
  const abi = abiOf(call.view);
  const data = callData(call);
  if (data === null) return unaskable(call);
  const request = { kind: 'call', to: call.on, data } as const;
  const evidence = [evidenceId(reader.chainId, request)];
  return chain(await reader.read(request), (result) => {
    if ('reverted' in result) return known(null, evidence);
    try {
      return known(decodeFunctionResult({ abi, data: result.returned } as never) as ViewResult<S>, evidence);
    } catch {
      return known(null, evidence);
    }
  });
}
