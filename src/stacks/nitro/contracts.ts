import { type Address, zeroAddress } from 'viem';
import { ask, askAny } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';

/** The contracts of one Nitro chain on its host, all found from the rollup. */
export type NitroContracts = {
  readonly rollup: Contract;
  readonly bridge: Observation<Contract>;
  readonly sequencerInbox: Observation<Contract>;
  readonly inbox: Observation<Contract>;
  readonly challengeManager: Observation<Contract>;
  /** Whatever may put messages into the bridge, the inbox among them. */
  readonly delayedInboxes: Observation<readonly Address[]>;
  /** Whatever may make the bridge call and pay out. */
  readonly outboxes: Observation<readonly Address[]>;
  /** The one-step provers, the entry first. */
  readonly provers: Observation<readonly Contract[]>;
};

/** More inboxes or outboxes than this are not followed. */
const listLimit = 32;

/** Finds the contracts of the chain whose rollup this is. */
export async function discover(rollup: Contract, resolver: Resolver): Promise<NitroContracts> {
  const [bridge, inbox, challengeManager] = await Promise.all([
    follow(rollup, 'function bridge() view returns (address)', resolver),
    follow(rollup, 'function inbox() view returns (address)', resolver),
    follow(rollup, 'function challengeManager() view returns (address)', resolver),
  ]);
  const [sequencerInbox, delayedInboxes, outboxes, provers] = await Promise.all([
    chainRead(bridge, (one) => follow(one, 'function sequencerInbox() view returns (address)', resolver)),
    chainRead(bridge, (one) =>
      readList(one, 'function allowedDelayedInboxList(uint256) view returns (address)', resolver),
    ),
    chainRead(bridge, (one) => readList(one, 'function allowedOutboxList(uint256) view returns (address)', resolver)),
    chainRead(challengeManager, (one) => readProvers(one, resolver)),
  ]);
  return { rollup, bridge, sequencerInbox, inbox, challengeManager, delayedInboxes, outboxes, provers };
}

type AddressView = `function ${string}() view returns (address)`;

/** The contract that another one names by a getter; unknown where it names none. */
export async function follow(from: Contract, view: AddressView, resolver: Resolver): Promise<Observation<Contract>> {
  const named = notNull(await ask(resolver, { of: from, view }), `${from.address} does not have ${view}`);
  return chainRead(named as Observation<Address>, async (address) =>
    address === zeroAddress
      ? unknown(`${from.address} names nothing by ${view}`)
      : known(await resolver.inspect(address)),
  );
}

/** The entries of a public array, which has no getter for its length: it reverts past its end. */
async function readList(
  { address: on }: Contract,
  view: `function ${string}(uint256) view returns (address)`,
  { reader }: Resolver,
): Promise<Observation<readonly Address[]>> {
  let found: Observation<readonly Address[]> = known([]);
  for (let at = 0; at < listLimit; at += 1) {
    const entry = (await attempt(reader, { on, view, args: [BigInt(at)] })) as Observation<Address | null>;
    if (entry.status === 'unknown') return entry;
    if (entry.value === null && at === 0) return unknown(`${on} answers nothing to ${view}`, entry.evidence);
    if (entry.value === null) return found;
    found = chain(found, (before) => map(entry as Observation<Address>, (one) => [...before, one]));
  }
  return unknown(`${on} lists more than ${listLimit} entries by ${view}`);
}

const entryOf = [
  'function oneStepProofEntry() view returns (address)',
  'function osp() view returns (address)',
] as const;
const proversOf = [
  'function prover0() view returns (address)',
  'function proverMem() view returns (address)',
  'function proverMath() view returns (address)',
  'function proverHostIo() view returns (address)',
] as const;

async function readProvers(challengeManager: Contract, resolver: Resolver): Promise<Observation<readonly Contract[]>> {
  const named = notNull(
    await askAny(resolver, challengeManager, entryOf),
    `${challengeManager.address} names no one-step prover`,
  );
  return chainRead(named as Observation<Address>, async (address) => {
    const entry = await resolver.inspect(address);
    const parts = await Promise.all(proversOf.map((view) => follow(entry, view, resolver)));
    return map(all(parts), (provers) => [entry, ...provers]);
  });
}
