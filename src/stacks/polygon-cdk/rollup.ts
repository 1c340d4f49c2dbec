import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readView } from '../../evidence/reads.ts';
import { chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';

/** Each is read, and the manager may say any number. */
const mostRollups = 1000;

/** What the rollup manager keeps about one chain. */
export type Rollup = {
  readonly contract: Address;
  readonly chainId: number;
  /** Zero where a gateway chooses the verifier. */
  readonly verifier: Address;
  /**
   * VerifierType of IPolygonRollupManager.sol: `state` transitions are proved; `pessimistic` proofs only show that the chain does not
   * withdraw more than was deposited; the `gateway` asks the chain's own contract what is proved.
   */
  readonly verifies: 'state' | 'pessimistic' | 'gateway';
};

/** Since the pessimistic proofs of 2025. */
const data2 =
  'function rollupIDToRollupDataV2(uint32) view returns (address, uint64, address, uint64, bytes32, uint64, uint64, uint64, uint64, uint8, bytes32, bytes32)';
/** Before: every rollup proves its state. */
const data1 =
  'function rollupIDToRollupData(uint32) view returns (address, uint64, address, uint64, bytes32, uint64, uint64, uint64, uint64, uint64, uint64, uint8)';
const count = 'function rollupCount() view returns (uint32)';
const idOf = 'function rollupAddressToID(address) view returns (uint32)';
const kinds = ['state', 'pessimistic', 'gateway'] as const;

/** The manager's entry for a rollup contract; unknown where it has none. */
export async function rollupOf(manager: Contract, contract: Address, resolver: Resolver): Promise<Observation<Rollup>> {
  const direct = await attempt(resolver.reader, { on: manager.address, view: idOf, args: [contract] });
  if (direct.status === 'known' && direct.value !== null && direct.value > 0) {
    const found = await entryAt(manager, direct.value, resolver);
    if (found.status === 'known' && found.value.contract === contract) return found;
  }
  return chainRead(await allRollups(manager, resolver), async (list) => {
    const found = list.find((one) => one.contract === contract);
    return found ? known(found) : unknown(`the rollup manager ${manager.address} has no rollup ${contract}`);
  });
}

/** Every rollup of the manager whose entry could be read. */
export async function allRollups(manager: Contract, resolver: Resolver): Promise<Observation<readonly Rollup[]>> {
  const total = notNull(await ask(resolver, { of: manager, view: count }), 'it counts no rollups');
  return chainRead(total, async (number) => {
    if (number > mostRollups) return unknown(`${manager.address} says it has ${number} rollups`);
    const ids = Array.from({ length: number }, (_, index) => index + 1);
    const read = await Promise.all(ids.map((id) => entryAt(manager, id, resolver)));
    return known(read.flatMap((one) => (one.status === 'known' ? [one.value] : [])));
  });
}

async function entryAt(manager: Contract, id: number, { reader }: Resolver): Promise<Observation<Rollup>> {
  if (answers(manager, data2)) {
    const entry = await readView(reader, { on: manager.address, view: data2, args: [id] });
    return chainRead(entry, async ([contract, chainId, verifier, , , , , , , type]) => {
      const verifies = kinds[type];
      if (verifies === undefined) return unknown(`rollup ${id} has a verifier of type ${type}, which is not known`);
      return known({ contract, chainId: Number(chainId), verifier, verifies });
    });
  }
  const entry = await readView(reader, { on: manager.address, view: data1, args: [id] });
  return map(entry, ([contract, chainId, verifier]) => ({
    contract,
    chainId: Number(chainId),
    verifier,
    verifies: 'state' as const,
  }));
}
