import type { Address } from 'viem';
import { attempt } from '../../authority/attempt.ts';
import { createResolver } from '../../authority/create-resolver.ts';
import type { EvidenceReader } from '../../evidence/reader.ts';
import { all, chain, known, type Observation } from '../../model/observation.ts';
import type { Recognition } from '../stack.ts';

/** Whether an address is a StarkExchange or a StarkPerpetual: a StarkWare proxy that freezes and escapes as they do. */
export async function recogniseStarkEx(
  reader: EvidenceReader,
  address: Address,
): Promise<Observation<Recognition | null>> {
  const { proxy, evidence } = await createResolver(reader, () => undefined).inspect(address);
  if (proxy.status === 'unknown') return proxy;
  if (proxy.value?.kind !== 'starkware') return known(null, evidence);
  const [grace, verifiers, asset] = await Promise.all([
    attempt(reader, { on: address, view: 'function FREEZE_GRACE_PERIOD() view returns (uint256)' }),
    attempt(reader, { on: address, view: 'function getRegisteredVerifiers() view returns (address[])' }),
    attempt(reader, { on: address, view: 'function getSystemAssetType() view returns (uint256)' }),
  ]);
  return chain(all([grace, verifiers, asset]), ([period, list, system]): Observation<Recognition | null> => {
    if (period === null || list === null) return known(null);
    const role = system === null ? 'StarkExchange' : 'StarkPerpetual';
    const seen = [`it is a StarkWare proxy with a freeze after ${period} s and ${list.length} verifiers: a ${role}`];
    return known({ contracts: { [role]: address }, chainId: null, seen });
  });
}
