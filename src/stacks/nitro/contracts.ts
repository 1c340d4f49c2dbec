import { type Address, encodeFunctionData, getAddress, parseAbi, sliceHex, zeroAddress } from 'viem';
import { ask, askAny } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { evidenceId } from '../../evidence/reader.ts';
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
  { address: to }: Contract,
  view: `function ${string}(uint256) view returns (address)`,
  { reader }: Resolver,
): Promise<Observation<readonly Address[]>> {
  const abi = parseAbi([view] as readonly string[]);
  let found: Observation<readonly Address[]> = known([]);
  for (let at = 0; at < listLimit; at += 1) {
    const request = { kind: 'call', to, data: encodeFunctionData({ abi, args: [BigInt(at)] } as never) } as const;
    const answer = await reader.read(request);
    if (answer.status === 'unknown') return answer;
    if ('reverted' in answer.value) {
      return at === 0 ? unknown(`${to} answers nothing to ${view}`, [evidenceId(reader.chainId, request)]) : found;
    }
    const { returned } = answer.value;
    if (returned.length !== 66) return unknown(`${to} answers ${view} with something else than an address`);
    const entry = known(getAddress(sliceHex(returned, 12)), answer.evidence);
    found = chain(found, (before) => map(entry, (one) => [...before, one]));
  }
  return unknown(`${to} lists more than ${listLimit} entries by ${view}`);
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
