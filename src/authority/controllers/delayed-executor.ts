import { readView } from '../../evidence/reads.ts';
import { after, anyOf, unresolved } from '../../model/authority.ts';
import { answers, type Contract } from '../contract.ts';
import { ownersOf } from '../ownership.ts';
import type { Controller } from '../resolver.ts';

const executionDelay = 'function executionDelay() view returns (uint256)';

/** StarkWare's DelayedExecutor: its owner submits a call, the delay passes, and until the call expires it can be executed. */
export const delayedExecutor: Controller = {
  kind: 'delayed-executor',
  recognises: (contract) =>
    answers(
      contract,
      executionDelay,
      'function executionExpiration() view returns (uint256)',
      'function owner() view returns (address)',
    ),
  async resolve(contract, resolver) {
    const [delay, owners] = await Promise.all([
      readView(resolver.reader, { on: contract.address, view: executionDelay }),
      ownersOf({ address: contract.address, pushed: pushedOf(contract) }, resolver),
    ]);
    const acting = owners ?? unresolved(`who owns ${contract.address} is not known`);
    if (delay.status === 'unknown') {
      return { name: 'delayed executor of unknown delay', authority: anyOf([acting, unresolved(delay.reason)]) };
    }
    const seconds = Number(delay.value);
    return {
      name: `delayed executor of ${seconds} s`,
      authority: after(seconds, acting),
      parameters: { delaySeconds: seconds },
      evidence: delay.evidence,
    };
  },
};

function pushedOf({ pushed }: Contract): ReadonlySet<`0x${string}`> {
  return pushed.status === 'known' ? pushed.value : new Set();
}
