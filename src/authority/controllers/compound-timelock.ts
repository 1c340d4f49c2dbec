import { readView } from '../../evidence/reads.ts';
import { after, anyOf, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { Controller } from '../resolver.ts';

const admin = 'function admin() view returns (address)';
const pendingAdmin = 'function pendingAdmin() view returns (address)';
const delay = 'function delay() view returns (uint256)';
const queue = 'function queueTransaction(address, uint256, string, bytes, uint256)';
const execute = 'function executeTransaction(address, uint256, string, bytes, uint256) payable';

/**
 * Compound's Timelock: its admin queues a call, the delay passes, the admin executes it. Delay and admin change through the
 * timelock itself alone; a new admin has to accept, so whoever only needs to counts too.
 */
export const compoundTimelock: Controller = {
  kind: 'compound-timelock',
  recognises: (contract) => answers(contract, admin, delay, queue, execute),
  async resolve(contract, resolver) {
    const on = contract.address;
    const [seconds, current, next] = await Promise.all([
      readView(resolver.reader, { on, view: delay }),
      addressAuthority(readView(resolver.reader, { on, view: admin }), resolver),
      addressAuthority(readView(resolver.reader, { on, view: pendingAdmin }), resolver),
    ]);
    const acting = anyOf([current, next]);
    if (seconds.status === 'unknown') {
      return { name: 'timelock of unknown delay', authority: anyOf([acting, unresolved(seconds.reason)]) };
    }
    const delaySeconds = Number(seconds.value);
    return {
      name: `timelock of ${delaySeconds} s`,
      authority: after(delaySeconds, acting),
      parameters: { delaySeconds },
      evidence: seconds.evidence,
    };
  },
};
