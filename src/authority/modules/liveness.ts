import { readView } from '../../evidence/reads.ts';
import { after, anyOf, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { SafeModule } from '../safe-modules.ts';

const interval = 'function livenessInterval() view returns (uint256)';
const fallback = 'function fallbackOwner() view returns (address)';

/**
 * OP's LivenessModule: owners who show no sign of life for the interval can be removed by anybody, and when too few are left
 * the Safe goes to the fallback owner. In the worst case the owners stay silent, so the fallback owner acts after the interval.
 */
export const liveness: SafeModule = {
  kind: 'LivenessModule',
  recognises: (contract) => answers(contract, interval, fallback, 'function minOwners() view returns (uint256)'),
  async resolve({ address }, safe, resolver) {
    const [seconds, owner] = await Promise.all([
      readView(resolver.reader, { on: address, view: interval }),
      addressAuthority(readView(resolver.reader, { on: address, view: fallback }), resolver),
    ]);
    if (seconds.status === 'known') return after(Number(seconds.value), owner);
    return anyOf([owner, unresolved(`the liveness interval of ${safe}: ${seconds.reason}`)]);
  },
};
