import { type Address, concatHex } from 'viem';
import type { Anvil } from './anvil.ts';

/** An address of nobody's that carries an EIP-7702 delegation (`0xef0100` and the delegate), as a transaction would have set it. */
export async function deployDelegation(node: Anvil, delegate: Address): Promise<Address> {
  const owner: Address = '0x7702000000000000000000000000000000007702';
  await node.client.setCode({ address: owner, bytecode: concatHex(['0xef0100', delegate]) });
  return owner;
}
