import { toEventSelector } from 'viem';
import { ask } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { type Contract, selectorOf } from '../../authority/contract.ts';
import { loggedAccounts } from '../../authority/logged-accounts.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs } from '../../evidence/reads.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { chain, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';

const updated = toEventSelector('event ValidatorStatusUpdate(address indexed validatorAddress, bool isActive)');
const isValidator = 'function validators(address) view returns (bool)';
const governor = 'function networkGovernor() view returns (address)';
const revert = 'function revertBlocks((uint32,uint64,bytes32,uint256,bytes32,bytes32)[])';

/** Validators take back blocks that were committed and not yet executed; the governor appoints validators at once. */
export async function revertPower(
  main: Contract,
  governance: Observation<Contract>,
  resolver: Resolver,
): Promise<Power> {
  return power({
    id: 'revert-blocks',
    title: 'take back blocks that are committed and not yet executed',
    breaks: ['unreverted'],
    authority:
      governance.status === 'known' ? await revertersOf(governance.value, resolver) : unresolved(governance.reason),
    on: main.address,
    selectors: [selectorOf(revert)],
    effect: 'Transactions whose data are final on Ethereum are undone.',
  });
}

async function revertersOf(governance: Contract, resolver: Resolver): Promise<Authority> {
  const named = notNull(
    await ask(resolver, { of: governance, view: governor }),
    `${governance.address} names no governor`,
  );
  const appointing = await addressAuthority(named, resolver);
  const logs = await readLogs(resolver.reader, governance.address, [updated]);
  const seen = chain(logs, (list) => loggedAccounts(list, ({ topics }) => topics[1]));
  if (seen.status === 'unknown') return anyOf([appointing, unresolved(seen.reason)]);
  const held = await Promise.all(
    seen.value.toSorted().map(async (account) => ({
      account,
      active: await attempt(resolver.reader, { on: governance.address, view: isValidator, args: [account] }),
    })),
  );
  const standing = held.filter(({ active }) => active.status === 'unknown' || active.value !== false);
  return anyOf([appointing, ...standing.map(({ account }) => resolver.resolve(account))]);
}
