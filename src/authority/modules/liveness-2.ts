import { readView } from '../../evidence/reads.ts';
import { after, bodyId, nobody, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { SafeModule } from '../safe-modules.ts';
import { known } from '../../model/observation.ts';

const configuration = 'function livenessSafeConfiguration(address) view returns (uint256, address)';

/**
 * OP's LivenessModule2 (also inside SaferSafes): the fallback owner challenges; if the Safe does not answer within the response
 * period, it becomes the sole owner. In the worst case the Safe does not answer.
 */
export const liveness2: SafeModule = {
  kind: 'LivenessModule2',
  recognises: (contract) => answers(contract, configuration, 'function changeOwnershipToFallback(address)'),
  async resolve({ address }, safe, resolver) {
    const answer = await readView(resolver.reader, { on: address, view: configuration, args: [safe] });
    if (answer.status === 'unknown') return unresolved(answer.reason, bodyId(resolver.reader.chainId, address));
    const [period, fallback] = answer.value;
    return period === 0n ? nobody : after(Number(period), await addressAuthority(known(fallback), resolver));
  },
};
