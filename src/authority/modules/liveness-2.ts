import { readView } from '../../evidence/reads.ts';
import { after, bodyId, nobody, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { SafeModule } from '../safe-modules.ts';
import { all, known } from '../../model/observation.ts';

const configuration = 'function livenessSafeConfiguration(address) view returns (uint256, address)';
const started = 'function challengeStartTime(address) view returns (uint256)';

/**
 * OP's LivenessModule2 (also inside SaferSafes): the fallback owner challenges; if the Safe does not answer within the response
 * period, it becomes the sole owner. In the worst case the Safe does not answer. Of a challenge that stands, a part of the period
 * has passed already.
 */
export const liveness2: SafeModule = {
  kind: 'LivenessModule2',
  recognises: (contract) => answers(contract, configuration, 'function changeOwnershipToFallback(address)'),
  async resolve({ address }, safe, resolver) {
    const { reader } = resolver;
    const answer = all([
      await readView(reader, { on: address, view: configuration, args: [safe] }),
      await readView(reader, { on: address, view: started, args: [safe] }),
    ]);
    if (answer.status === 'unknown') return unresolved(answer.reason, bodyId(reader.chainId, address));
    const [[period, fallback], since] = answer.value;
    if (period === 0n) return nobody;
    const passed = since === 0n || reader.block.timestamp < since ? 0n : reader.block.timestamp - since;
    const left = passed < period ? Number(period - passed) : 0;
    return after(left, await addressAuthority(known(fallback), resolver));
  },
};
