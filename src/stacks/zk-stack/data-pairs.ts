import { type Address, pad, size, toEventSelector } from 'viem';
import { ask } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { EvidenceReader } from '../../evidence/reader.ts';
import { readLogs, readSlot, readView } from '../../evidence/reads.ts';
import type { Chain } from '../../model/chain.ts';
import { all, chain as then, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';

/** Who judges a batch's data: the validator on the host, and its counterpart on the chain. */
export type Pair = readonly [Address, Address];

/** The getter of v26 to v29. */
export const pairOf = 'function getDAValidatorPair() view returns (address, address)';
const managerOf = 'function getRollupDAManager() view returns (address)';
const makePermanent = 'function makePermanentRollup()';
const isPairAllowed = 'function isPairAllowed(address, address) view returns (bool)';
const pairUpdated = toEventSelector(
  'event DAPairUpdated(address indexed l1DAValidator, address indexed l2DAValidator, bool status)',
);
/** `isPermanentRollup` in ZKChainStorage.sol (v26 to v29): the lowest byte of slot 57. */
const permanentSlot = `0x${(57).toString(16).padStart(64, '0')}` as const;

const managerOfChain = 'function getChainTypeManager() view returns (address)';
const allChains = 'function getAllZKChains() view returns (address[])';

/** What is needed to find governance's list of pairs. */
export type PairContext = {
  readonly chain: Chain;
  readonly resolver: Resolver;
  readonly diamond: Contract;
  readonly bridgehub: Observation<Contract | null>;
};

/**
 * Whether governance approves of a pair as one that publishes everything. Before v28 nothing names its list; then a permanent rollup of
 * the same ecosystem with the same pair shows it, because it could not have it otherwise.
 */
export async function pairAllowed(pair: Pair, context: PairContext): Promise<Observation<boolean>> {
  const { chain, resolver, diamond } = context;
  const named = await ask(resolver, { of: diamond, view: managerOf });
  if (named.status === 'unknown') return named;
  const manager = named.value ?? chain.contracts['RollupDAManager'];
  if (manager === undefined) return sharedWithPermanent(pair, context);
  const direct = await readView(resolver.reader, { on: manager, view: isPairAllowed, args: pair });
  if (direct.status === 'known') return direct;
  const logs = await readLogs(resolver.reader, manager, [pairUpdated, ...pair.map((one) => pad(one, { size: 32 }))]);
  return then(logs, (updates) => {
    const last = updates.at(-1);
    if (last === undefined) return direct;
    return size(last.data) === 32
      ? known(BigInt(last.data) === 1n)
      : unknown(`a log of ${manager} is not of its event`);
  });
}

/** Whether the chain has bound itself to publish everything for ever. Generations without the function never did. */
export async function permanence(diamond: Contract, { reader }: Resolver): Promise<Observation<boolean>> {
  if (diamond.pushed.status === 'unknown') return diamond.pushed;
  if (!answers(diamond, makePermanent)) return known(false, diamond.evidence);
  return flagAt(diamond.address, reader);
}

async function flagAt(address: Address, reader: EvidenceReader): Promise<Observation<boolean>> {
  return map(await readSlot(reader, address, permanentSlot), (word) => Number.parseInt(word.slice(-2), 16) !== 0);
}

async function sharedWithPermanent(
  pair: Pair,
  { resolver, diamond, bridgehub }: PairContext,
): Promise<Observation<boolean>> {
  const { reader } = resolver;
  const listed = await chainRead(bridgehub, async (hub) =>
    hub === null ? known(null) : ask(resolver, { of: hub, view: allChains }),
  );
  if (listed.status === 'unknown') return listed;
  const manager = await ask(resolver, { of: diamond, view: managerOfChain });
  if (manager.status === 'unknown') return manager;
  for (const peer of listed.value ?? []) {
    const [theirs, permanent, master] = await Promise.all([
      attempt(reader, { on: peer, view: pairOf }),
      flagAt(peer, reader),
      attempt(reader, { on: peer, view: managerOfChain }),
    ]);
    const found = all([theirs, permanent, master]);
    if (found.status === 'unknown') continue;
    const [addresses, bound, boss] = found.value;
    const same = addresses?.[0] === pair[0] && addresses[1] === pair[1] && boss === manager.value;
    if (same && bound) return known(true, found.evidence);
  }
  return unknown('nothing leads to the RollupDAManager, and no permanent rollup has the same pair', listed.evidence);
}
