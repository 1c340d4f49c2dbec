import { type Address, toEventSelector } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import { loggedAccounts } from '../../authority/logged-accounts.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs, readView } from '../../evidence/reads.ts';
import { all, chain as chainOf, chainRead, known, map, type Observation } from '../../model/observation.ts';
import type { FuelContracts } from './contracts.ts';

/** How much of a token may leave in a period (units of the token), and how long a period is (seconds). */
type TokenLimit = { readonly amount: bigint; readonly seconds: number };

/** FuelERC20GatewayV4.sol; earlier gateways limit nothing. */
const status = 'function rateLimitStatus(address) view returns (bool)';
const changed = toEventSelector('event RateLimitStatusUpdated(address indexed tokenAddress, bool status)');

/** The limits that are on. A token that no log of the gateway names never had one. */
export async function tokenLimits(
  { FuelERC20Gateway }: FuelContracts,
  resolver: Resolver,
): Promise<Observation<readonly TokenLimit[]>> {
  return chainRead(FuelERC20Gateway, async (gateway) => {
    if (!answers(gateway, status)) return known([]);
    const logs = await readLogs(resolver.reader, gateway.address, [changed]);
    const tokens = chainOf(logs, (list) => loggedAccounts(list, ({ topics }) => topics[1]));
    return chainRead(tokens, async (named) => {
      const limits = await Promise.all(named.map((token) => limitOf(gateway, token, resolver)));
      return map(all(limits), (each) => each.flatMap((limit) => limit ?? []));
    });
  });
}

async function limitOf(
  { address: on }: Contract,
  token: Address,
  { reader }: Resolver,
): Promise<Observation<TokenLimit | null>> {
  const args = [token] as const;
  return chainRead(await readView(reader, { on, view: status, args }), async (isOn) => {
    if (!isOn) return known(null);
    const amount = await readView(reader, { on, view: 'function limitAmount(address) view returns (uint256)', args });
    const period = 'function rateLimitDuration(address) view returns (uint256)';
    const seconds = await readView(reader, { on, view: period, args });
    return map(all([amount, seconds]), ([most, each]) => ({ amount: most, seconds: Number(each) }));
  });
}
