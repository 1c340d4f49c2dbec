import { type Address, getAddress, toEventSelector } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs, readView } from '../../evidence/reads.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';

const challengerChanged = toEventSelector('event UpdateChallenger(address indexed account, bool status)');
const isChallenger = 'function isChallenger(address) view returns (bool)';
const activeStakers = 'function getActiveStakers() view returns (address[])';

/** Who may challenge a batch: those whom the logs name and the rollup still knows. */
export async function readChallengers(
  rollup: Observation<Contract>,
  resolver: Resolver,
): Promise<Observation<readonly Address[]>> {
  return chainRead(rollup, async ({ address: on }) => {
    const logs = await readLogs(resolver.reader, on, [challengerChanged]);
    const named = chain(logs, (list) => {
      const accounts = list.flatMap(({ topics: [, account] }) =>
        account ? [getAddress(`0x${account.slice(-40)}`)] : [],
      );
      if (accounts.length === 0) return unknown(`${on} has no UpdateChallenger log: its logs are incomplete`);
      return known([...new Set(accounts)]);
    });
    return chainRead(named, async (accounts) => {
      const flags = await Promise.all(
        accounts.map((account) => readView(resolver.reader, { on, view: isChallenger, args: [account] })),
      );
      return map(all(flags), (still) => accounts.filter((_, at) => still[at]));
    });
  });
}

/** Who may post batches. */
export async function readStakers(
  staking: Observation<Contract>,
  resolver: Resolver,
): Promise<Observation<readonly Address[]>> {
  return chainRead(staking, async (of) =>
    notNull(await ask(resolver, { of, view: activeStakers }), `${of.address} names no active stakers`),
  );
}
