import { type Address, type Hex, toEventSelector } from 'viem';
import { readLogs, readView } from '../evidence/reads.ts';
import { anyOf, type Authority, bodyId, nobody, unresolved } from '../model/authority.ts';
import { all, chain, chainRead, map, type Observation, unknown } from '../model/observation.ts';
import { answers, type Contract } from './contract.ts';
import { everyRole } from './every-role.ts';
import { loggedAccounts } from './logged-accounts.ts';
import { type Owned, ownersOf } from './ownership.ts';
import type { Resolver } from './resolver.ts';
import { hasRoles } from './roles.ts';

const mint = 'function mint(address, uint256)';
const isMinter = 'function minters(address) view returns (bool)';
/** IMintableERC20.sol of Aztec. */
const added = toEventSelector('event MinterAdded(address indexed minter)');

/**
 * Who can make as much as they like of a token, and so decide every vote that is counted in it: whoever may replace its code; where
 * it has a `mint`, its owner, the holders of its roles and the minters that it names.
 */
export async function mintersOf(token: Contract, resolver: Resolver): Promise<Authority> {
  const id = bodyId(resolver.reader.chainId, token.address);
  if (token.pushed.status === 'unknown') return unresolved(token.pushed.reason, id);
  const owned: Owned = { address: token.address, pushed: token.pushed.value };
  const upgrade = await resolver.upgradeAuthority(token.address);
  if (!answers(token, mint)) return upgrade;
  const owners = await ownersOf(owned, resolver);
  return anyOf([
    upgrade,
    owners ?? unresolved(`who may mint ${token.address} is not known`, id),
    hasRoles(owned) ? await everyRole(owned, resolver) : nobody,
    answers(token, isMinter) ? await namedMinters(token, resolver) : nobody,
  ]);
}

async function namedMinters({ address: on }: Contract, resolver: Resolver): Promise<Authority> {
  const named = chain(await readLogs(resolver.reader, on, [added]), (logs) =>
    logs.length === 0
      ? unknown(`${on} has minters but no MinterAdded log: its logs are incomplete`)
      : loggedAccounts(logs, ({ topics }): Hex | undefined => topics[1]),
  );
  const standing = await chainRead(named, async (accounts): Promise<Observation<readonly Address[]>> => {
    const flags = await Promise.all(
      accounts.map((account) => readView(resolver.reader, { on, view: isMinter, args: [account] })),
    );
    return map(all(flags), (values) => accounts.filter((_, index) => values[index]));
  });
  if (standing.status === 'unknown') return unresolved(standing.reason, bodyId(resolver.reader.chainId, on));
  return anyOf(standing.value.map((one) => resolver.resolve(one)));
}
