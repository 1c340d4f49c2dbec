import { type Address, getAddress, hexToBigInt, keccak256, numberToHex, zeroAddress } from 'viem';
import { readSlot, readSlotAddress } from '../evidence/reads.ts';
import { all, chainRead, known, map, notNull, type Observation, unknown } from '../model/observation.ts';
import { ask } from './ask.ts';
import { answers, type Contract } from './contract.ts';
import type { Resolver } from './resolver.ts';

/** Seconds between two Ethereum blocks, in which rollups count their periods wherever they live (one slot, EIP-2982 and later). */
export const hostBlockSeconds = 12;

const confirmPeriod = 'function confirmPeriodBlocks() view returns (uint64)';
const oneConfirmer = 'function anyTrustFastConfirmer() view returns (address)';
/** Only rollups with BoLD's assertions have it. */
const fastConfirmAssertion =
  'function fastConfirmAssertion(bytes32, bytes32, ((bytes32[2],uint64[2]),uint8,bytes32), bytes32)';

/**
 * The length of `_fastConfirmers`, an EnumerableSet that BoLD's RollupCore.sol got after 3.2.0 at the end of its storage; its members
 * lie from keccak256 of it on. The single getter is dead there. Up to 3.2.0 nothing is stored in these slots.
 */
const confirmersSlot = numberToHex(125, { size: 32 });
/** A larger number in that slot is not the length of this set. */
const mostConfirmers = 64n;

/** How long an assertion waits at least, in seconds, before messages from the chain pass to its host; not counting fast confirmers. */
export async function confirmationSeconds(rollup: Contract, resolver: Resolver): Promise<Observation<number>> {
  const blocks = await ask(resolver, { of: rollup, view: confirmPeriod });
  return map(
    notNull(blocks, `${rollup.address} names no confirmation period`),
    (count) => Number(count) * hostBlockSeconds,
  );
}

/** Who may confirm an assertion of a Nitro rollup at once, without a challenge: the single one of older code and the set of newer. */
export async function fastConfirmers(rollup: Contract, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  const [single, several] = await Promise.all([
    ask(resolver, { of: rollup, view: oneConfirmer }),
    answers(rollup, fastConfirmAssertion) ? storedConfirmers(rollup, resolver) : known([]),
  ]);
  return map(all([single, several]), ([one, set]) => [
    ...new Set([...(one === null || one === zeroAddress ? [] : [one]), ...set]),
  ]);
}

async function storedConfirmers(rollup: Contract, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  const { reader } = resolver;
  const length = map(await readSlot(reader, rollup.address, confirmersSlot), (word) => hexToBigInt(word));
  return chainRead(length, async (count) => {
    if (count > mostConfirmers)
      return unknown(`${rollup.address} stores no list of fast confirmers where one is expected`);
    const first = hexToBigInt(keccak256(confirmersSlot));
    const slots = Array.from({ length: Number(count) }, (_, at) => numberToHex(first + BigInt(at), { size: 32 }));
    const members = await Promise.all(slots.map((slot) => readSlotAddress(reader, rollup.address, slot)));
    return map(all(members), (addresses) => addresses.map((one) => getAddress(one)));
  });
}
