import { type Address, type Hex, toEventSelector } from 'viem';
import { readLogs, readView } from '../../evidence/reads.ts';
import { after, allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { all, chain, map, type Observation } from '../../model/observation.ts';
import { attempt } from '../attempt.ts';
import { answers, type Contract } from '../contract.ts';
import { loggedAccounts } from '../logged-accounts.ts';
import { addressAuthority } from '../ownership.ts';
import type { Controller, Resolver } from '../resolver.ts';

const admin = 'function getAdmin() view returns (address)';
const pendingAdmin = 'function getPendingAdmin() view returns (address)';
const delay = 'function getDelay() view returns (uint256)';
const period = 'function getPriorityPeriod() view returns (uint256)';
const isController = 'function isPriorityController(address) view returns (bool)';
const controllerUpdated = toEventSelector(
  'event PriorityControllerUpdated(address account, bool isPriorityController)',
);

/**
 * The Executor of Aave's Governance 2: what a vote decided is queued, the delay passes, and anybody executes it. dYdX's
 * PriorityExecutor has one thing more: a call to which a priority controller gives priority may be executed earlier by the
 * priority period.
 */
export const voteExecutor: Controller = {
  kind: 'vote-executor',
  recognises: (contract) =>
    answers(
      contract,
      admin,
      delay,
      'function queueTransaction(address, uint256, string, bytes, uint256, bool)',
      'function executeTransaction(address, uint256, string, bytes, uint256, bool) payable',
    ),
  async resolve(contract, resolver) {
    const on = contract.address;
    const [read, current, next] = await Promise.all([
      readView(resolver.reader, { on, view: delay }),
      addressAuthority(readView(resolver.reader, { on, view: admin }), resolver),
      addressAuthority(readView(resolver.reader, { on, view: pendingAdmin }), resolver),
    ]);
    const acting = anyOf([current, next]);
    const seconds = map(read, Number);
    if (seconds.status === 'unknown') {
      return { name: 'executor of unknown delay', authority: anyOf([acting, unresolved(seconds.reason)]) };
    }
    const ways = [after(seconds.value, acting)];
    if (answers(contract, period, isController)) ways.push(await early(contract, { delay: seconds, acting }, resolver));
    return {
      name: `executor of votes after ${seconds.value} s`,
      authority: anyOf(ways),
      parameters: { delaySeconds: seconds.value },
      evidence: seconds.evidence,
    };
  },
};

type Regular = { readonly delay: Observation<number>; readonly acting: Authority };

/** The vote together with a priority controller; at once, where the period could not be read. */
async function early({ address }: Contract, regular: Regular, resolver: Resolver): Promise<Authority> {
  const saved = map(await readView(resolver.reader, { on: address, view: period }), Number);
  const rest = map(all([regular.delay, saved]), ([whole, part]) => Math.max(0, whole - part));
  const both = allOf([regular.acting, await priorityControllers(address, resolver)]);
  return rest.status === 'known' ? after(rest.value, both) : anyOf([both, unresolved(rest.reason)]);
}

async function priorityControllers(on: Address, resolver: Resolver): Promise<Authority> {
  const logs = await readLogs(resolver.reader, on, [controllerUpdated]);
  const named = chain(logs, (list) => loggedAccounts(list, ({ topics, data }) => topics[1] ?? firstWord(data)));
  if (named.status === 'unknown') return unresolved(named.reason);
  const held = await Promise.all(
    named.value.map((account) => attempt(resolver.reader, { on, view: isController, args: [account] })),
  );
  const standing = named.value.filter((_, index) => {
    const answer = held[index];
    return answer === undefined || answer.status === 'unknown' || answer.value !== false;
  });
  return anyOf(standing.map((account) => resolver.resolve(account)));
}

function firstWord(data: Hex): Hex {
  return `0x${data.slice(2, 66)}`;
}
