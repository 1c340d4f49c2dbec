import { attempt } from '../../authority/attempt.ts';
import { all, chain, known, type Observation } from '../../model/observation.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';

/** Whether an address is a StarkExchange or a StarkPerpetual: a StarkWare proxy that freezes and escapes as they do. */
export const recogniseStarkEx = recogniser(async (contract, resolver) => {
  const { address, proxy, evidence } = contract;
  const { reader } = resolver;
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
});
