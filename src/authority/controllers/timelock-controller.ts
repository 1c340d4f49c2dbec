import { type Hex, keccak256, toBytes } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { after, allOf, anyOf, anyone, type Authority, unresolved } from '../../model/authority.ts';
import { all } from '../../model/observation.ts';
import { answers, type Contract, selectorOf } from '../contract.ts';
import type { Owned } from '../ownership.ts';
import type { Controller, Resolver } from '../resolver.ts';
import { readRoleMembers, roleAuthority } from '../roles.ts';

/** Role names of OpenZeppelin's TimelockController, the same in 4.x and 5.x. */
const proposerRole = keccak256(toBytes('PROPOSER_ROLE'));
const executorRole = keccak256(toBytes('EXECUTOR_ROLE'));
const cancellerRole = keccak256(toBytes('CANCELLER_ROLE'));

const minDelay = 'function getMinDelay() view returns (uint256)';
const schedule = 'function schedule(address, uint256, bytes, bytes32, bytes32, uint256)';
const execute = 'function execute(address, uint256, bytes, bytes32, bytes32) payable';
const canceller = 'function CANCELLER_ROLE() view returns (bytes32)';

/**
 * OpenZeppelin's TimelockController: a proposer schedules, the delay passes, an executor executes. Whoever administers a role
 * can take it, but still has to wait. Granting EXECUTOR to the zero address lets anybody execute.
 */
export const timelockController: Controller = {
  kind: 'timelock',
  recognises: (contract) => answers(contract, minDelay, schedule, execute),
  async resolve(contract, resolver) {
    const owned = ownedOf(contract);
    const [delay, proposers, executors, cancellers] = await Promise.all([
      readView(resolver.reader, { on: contract.address, view: minDelay }),
      roleAuthority(owned, proposerRole, resolver),
      executorAuthority(owned, resolver),
      owned.pushed.has(selectorOf(canceller)) ? roleAuthority(owned, cancellerRole, resolver) : null,
    ]);
    const acting = allOf([proposers.authority, executors]);
    const seconds = delay.status === 'known' ? Number(delay.value) : 0;
    return {
      name: delay.status === 'known' ? `timelock of ${seconds} s` : 'timelock of unknown delay',
      authority: delay.status === 'known' ? after(seconds, acting) : anyOf([acting, unresolved(delay.reason)]),
      parameters: delay.status === 'known' ? { delaySeconds: seconds } : {},
      notes: proposers.notes,
      vetoes: cancellers === null ? [] : [cancellers.authority],
      evidence: all([delay]).evidence,
    };
  },
};

function ownedOf(contract: Contract): Owned {
  return {
    address: contract.address,
    pushed: contract.pushed.status === 'known' ? contract.pushed.value : new Set<Hex>(),
  };
}

/** Who may execute what is due: anybody, where the role was granted to the zero address. */
export async function executorAuthority(owned: Owned, resolver: Resolver): Promise<Authority> {
  const members = await readRoleMembers(owned, executorRole, resolver);
  const open = members.status === 'known' && members.value.members.some((one) => /^0x0+$/.test(one));
  return open ? anyone : (await roleAuthority(owned, executorRole, resolver)).authority;
}
