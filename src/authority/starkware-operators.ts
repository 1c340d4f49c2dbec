import { type Address, toEventSelector } from 'viem';
import { readLogs, readView } from '../evidence/reads.ts';
import { all, chain, chainRead, map, type Observation, unknown } from '../model/observation.ts';
import { loggedAccounts, onlyWord } from './logged-accounts.ts';
import type { Resolver } from './resolver.ts';

const added = toEventSelector('event LogOperatorAdded(address operator)');
const isOperator = 'function isOperator(address) view returns (bool)';

/**
 * Who may update the state of a contract with StarkWare's Operator.sol: everybody who was once made an operator and still is.
 * Unknown where one of them could not be asked about: an operator who is none would seem to help users.
 */
export async function operatorsOf(on: Address, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  const logs = await readLogs(resolver.reader, on, [added]);
  const accounts = chain(logs, (list) => loggedAccounts(list, onlyWord));
  return chainRead(accounts, async (list) => {
    const named = list.toSorted();
    if (named.length === 0) return unknown(`${on} has operators but no log of one: its logs are incomplete`);
    const held = await Promise.all(
      named.map((account) => readView(resolver.reader, { on, view: isOperator, args: [account] })),
    );
    return map(all(held), (flags) => named.filter((_, index) => flags[index]));
  });
}
