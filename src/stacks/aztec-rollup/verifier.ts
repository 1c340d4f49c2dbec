import { type Address, type Hex, isAddressEqual, keccak256, numberToHex, toHex } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readSlotAddress } from '../../evidence/reads.ts';
import { all, chain, chainRead, known, notNull, type Observation, unknown } from '../../model/observation.ts';
import { ofKind } from '../discovery.ts';

/** STFLib.sol: STF_STORAGE_POSITION, where a RollupStore begins. */
const store = BigInt(keccak256(toHex('aztec.stf.storage')));
/** IRollup.sol: in which slots of a RollupStore its RollupConfig keeps these addresses. No getter tells the verifier. */
const places = { portal: 6n, verifier: 7n, inbox: 8n, outbox: 9n } as const;

const getters = {
  portal: 'function getFeeAssetPortal() view returns (address)',
  inbox: 'function getInbox() view returns (address)',
  outbox: 'function getOutbox() view returns (address)',
} as const;

/**
 * HonkVerifier.sol, which Barretenberg generates for a circuit, by its function and what it reverts with. `verify` alone would be
 * no sign: the MockVerifier of the same package has it, and accepts everything. Other errors of it are not told by its code.
 */
const verifierShape = [
  'function verify(bytes, bytes32[]) view returns (bool)',
  'function ProofLengthWrongWithLogN(uint256, uint256, uint256)',
  'function PublicInputsLengthWrong()',
  'function PointAtInfinity()',
] as const;

/** What judges the proofs of epochs. Only the constructor sets it. */
export async function readVerifier(rollup: Observation<Contract>, resolver: Resolver): Promise<Observation<Contract>> {
  const address = await chainRead(rollup, (of) => verifierAddress(of, resolver));
  const contract = await chainRead(address, async (on) => known(await resolver.inspect(on)));
  return ofKind(contract, verifierShape, (on) => `the verifier at ${on} is of a kind that is not recognised`);
}

/** The address in its slot; unknown where the slots around it do not hold what the getters say: the layout is then another. */
async function verifierAddress(rollup: Contract, resolver: Resolver): Promise<Observation<Address>> {
  const slot = (place: bigint): Hex => numberToHex(store + place, { size: 32 });
  const stored = (place: bigint) => readSlotAddress(resolver.reader, rollup.address, slot(place));
  const told = async (name: keyof typeof getters) =>
    notNull(await ask(resolver, { of: rollup, view: getters[name] }), `the Rollup has no getter of its ${name}`);
  const names = ['portal', 'inbox', 'outbox'] as const;
  const pairs = await Promise.all(names.map(async (name) => all([await stored(places[name]), await told(name)])));
  return chain(all([await stored(places.verifier), all(pairs)]), ([verifier, around]) =>
    around.every(([kept, said]) => isAddressEqual(kept, said))
      ? known(verifier)
      : unknown(`the storage of ${rollup.address} is not laid out as it is known to be: its verifier was not found`),
  );
}
