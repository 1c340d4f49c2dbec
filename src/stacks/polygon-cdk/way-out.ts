import { zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, known, map, notNull, type Observation } from '../../model/observation.ts';
import type { Exit, ExitTerm } from '../../model/power.ts';
import { unboundedSeconds } from '../../model/vocabulary.ts';
import type { Assessment } from '../stack.ts';
import type { CdkContracts } from './contracts.ts';

const force = 'function sequenceForceBatches((bytes,bytes32,uint64,bytes32)[])';
const forceAddress = 'function forceBatchAddress() view returns (address)';
const forceTimeout = 'function forceBatchTimeout() view returns (uint64)';
const aggregatorTimeout = 'function trustedAggregatorTimeout() view returns (uint64)';
const pendingTimeout = 'function pendingStateTimeout() view returns (uint64)';
const emergency = 'function isEmergencyState() view returns (bool)';

/** What a user can do when the sequencer censors or nobody proves. */
export type WayOut = {
  readonly facts: Assessment['facts'];
  readonly exit: Exit;
  /** Whether everybody may force batches. */
  readonly openToForce: Observation<boolean>;
};

/** Forced batches are open to all only where `forceBatchAddress` is zero; otherwise that address alone may force. */
export async function wayOutOf(
  contracts: CdkContracts,
  openToProve: Observation<boolean>,
  resolver: Resolver,
): Promise<WayOut> {
  const { consensus } = contracts;
  const exists = map(consensus.pushed, () => answers(consensus, force));
  const only = await ask(resolver, { of: consensus, view: forceAddress });
  const open = map(all([exists, only]), ([there, address]) => there && address === zeroAddress);
  const timeout = map(
    notNull(await ask(resolver, { of: consensus, view: forceTimeout }), 'it has no forced batches'),
    Number,
  );
  const seconds = exists.status === 'known' && !exists.value ? known(unboundedSeconds, exists.evidence) : timeout;
  const alone = map(all([open, openToProve]), ([forced, proved]) => forced && proved);
  return {
    openToForce: open,
    facts: {
      'inclusion.mechanism': map(exists, (there) => (there ? 'self-sequence' : 'none')),
      'inclusion.enabled': open,
      'inclusion.filterable': map(only, (address) => address !== null && address !== zeroAddress),
      'inclusion.seconds': seconds,
      'exit.alone': alone,
      'exit.mechanism': map(openToProve, (proved) => (proved ? 'self-propose' : 'none')),
      'pause.active': await emergencyNow(contracts, resolver),
    },
    exit: {
      possible: alone,
      start: [{ name: 'inclusion', seconds, source: 'forceBatchTimeout, if forced batches are open to all' }],
      finish: await proving(contracts, resolver),
    },
  };
}

async function emergencyNow({ manager, bridge }: CdkContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const flags = [manager, bridge].map(async (one): Promise<Observation<boolean>> => {
    if (one.status === 'unknown') return one;
    return notNull(await ask(resolver, { of: one.value, view: emergency }), 'it has no emergency state');
  });
  return map(all(await Promise.all(flags)), (states) => states.includes(true));
}

/** Where anybody may prove: how long he has to wait for the trusted aggregator, and until his proof counts. */
async function proving({ manager }: CdkContracts, resolver: Resolver): Promise<readonly ExitTerm[]> {
  if (manager.status === 'unknown') return [];
  const terms = [
    ['aggregation', aggregatorTimeout],
    ['pending state', pendingTimeout],
  ] as const;
  const read = terms.map(async ([name, view]): Promise<readonly ExitTerm[]> => {
    const wait = await ask(resolver, { of: manager.value, view });
    if (wait.status === 'known' && wait.value === null) return [];
    const seconds = map(notNull(wait, 'it names no such time'), Number);
    return [{ name, seconds, source: `${/function (\w+)/.exec(view)?.[1]} of the rollup manager` }];
  });
  return (await Promise.all(read)).flat();
}
