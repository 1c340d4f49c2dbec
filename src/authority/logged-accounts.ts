import { type Address, getAddress, type Hex } from 'viem';
import type { Log } from '../model/evidence.ts';
import { known, type Observation, unknown } from '../model/observation.ts';

/**
 * The accounts that logs name in the low 20 bytes of a word, each once, in the order of the logs. Unknown where a log has no
 * such word: a contract may log an event in another form than the one that is known, and whom it means is then not known.
 */
export function loggedAccounts(
  logs: readonly Log[],
  wordOf: (log: Log) => Hex | undefined,
): Observation<readonly Address[]> {
  const named = new Set<Address>();
  for (const log of logs) {
    const word = wordOf(log);
    if (word === undefined || word.length !== 66) return unknown('a log does not name the account that its event has');
    named.add(getAddress(`0x${word.slice(-40)}`));
  }
  return known([...named]);
}

/** The word of an event with one address: the data, or a topic in the versions that index it. */
export function onlyWord({ topics, data }: Log): Hex {
  return topics[1] ?? data;
}
