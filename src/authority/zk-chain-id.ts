import { numberToHex } from 'viem';
import { readSlot, readView } from '../evidence/reads.ts';
import { chain, known, type Observation, unknown } from '../model/observation.ts';
import { answers, type Contract } from './contract.ts';
import type { Resolver } from './resolver.ts';

const getter = 'function getChainId() view returns (uint256)';
/** `chainId` in ZKChainStorage.sol (v23 on). */
const slot = numberToHex(40, { size: 32 });

/** The id of the chain behind a ZK Stack diamond; unknown for generations that did not keep it. */
export async function zkChainId(diamond: Contract, { reader }: Resolver): Promise<Observation<bigint>> {
  if (diamond.pushed.status === 'unknown') return diamond.pushed;
  if (answers(diamond, getter)) return readView(reader, { on: diamond.address, view: getter });
  return chain(await readSlot(reader, diamond.address, slot), (word) =>
    BigInt(word) === 0n ? unknown(`${diamond.address} keeps no chain id`) : known(BigInt(word)),
  );
}
