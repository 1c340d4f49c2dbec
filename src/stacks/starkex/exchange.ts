import type { Address } from 'viem';
import { attempt } from '../../authority/attempt.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readView } from '../../evidence/reads.ts';
import { map, type Observation } from '../../model/observation.ts';

/**
 * What a StarkExchange or StarkPerpetual says of itself. Its dispatcher delegates to contracts that its code does not name, so
 * its functions are called, not looked for.
 */
export type Exchange = {
  /** The registry's name for it. */
  readonly role: string;
  readonly address: Address;
  /** It trades in perpetuals, so a configuration says how positions are valued. */
  readonly perpetual: Observation<boolean>;
  /** Frozen: nothing changes the state any more, and everybody may escape. */
  readonly frozen: Observation<boolean>;
  /** How long a forced request may wait before anybody may freeze the exchange, in seconds. */
  readonly graceSeconds: Observation<number>;
  /** How many forced requests one Ethereum block can take. */
  readonly capacity: Observation<number>;
  /** How long the removal of a verifier waits, in seconds. */
  readonly removalSeconds: Observation<number>;
  /** How many batches were accepted. */
  readonly batches: Observation<bigint>;
  readonly verifiers: Observation<readonly Address[]>;
  readonly availabilityVerifiers: Observation<readonly Address[]>;
};

/** Reads one exchange. */
export async function readExchange(role: string, address: Address, resolver: Resolver): Promise<Exchange> {
  const { reader } = resolver;
  const number = async <N extends string>(name: N) =>
    readView(reader, { on: address, view: `function ${name}() view returns (uint256)` as const });
  const addresses = async <N extends string>(name: N) =>
    readView(reader, { on: address, view: `function ${name}() view returns (address[])` as const });
  const [asset, frozen, grace, capacity, removal, batches, verifiers, availabilityVerifiers] = await Promise.all([
    attempt(reader, { on: address, view: 'function getSystemAssetType() view returns (uint256)' }),
    readView(reader, { on: address, view: 'function isFrozen() view returns (bool)' }),
    number('FREEZE_GRACE_PERIOD'),
    number('MAX_FORCED_ACTIONS_REQS_PER_BLOCK'),
    number('VERIFIER_REMOVAL_DELAY'),
    number('getSequenceNumber'),
    addresses('getRegisteredVerifiers'),
    addresses('getRegisteredAvailabilityVerifiers'),
  ]);
  return {
    role,
    address,
    perpetual: map(asset, (one) => one !== null),
    frozen,
    graceSeconds: map(grace as Observation<bigint>, Number),
    capacity: map(capacity as Observation<bigint>, Number),
    removalSeconds: map(removal as Observation<bigint>, Number),
    batches: batches as Observation<bigint>,
    verifiers: verifiers as Observation<readonly Address[]>,
    availabilityVerifiers: availabilityVerifiers as Observation<readonly Address[]>,
  };
}
