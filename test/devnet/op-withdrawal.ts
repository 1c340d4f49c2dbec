import { concatHex, encodeAbiParameters, keccak256, toHex, toRlp, zeroHash } from 'viem';
import type { Address, Hex } from 'viem';

/** A withdrawal as the portal takes it. */
export type Withdrawal = {
  readonly nonce: bigint;
  readonly sender: Address;
  readonly target: Address;
  readonly value: bigint;
  readonly gasLimit: bigint;
  readonly data: Hex;
};

/** A state of the L2, and the proof that it holds a withdrawal. */
export type InventedState = {
  /** What a proposer claims. */
  readonly root: Hex;
  /** What the root is the hash of, `OutputRootProof` of Types.sol. */
  readonly output: Readonly<Record<'version' | 'stateRoot' | 'messagePasserStorageRoot' | 'latestBlockhash', Hex>>;
  readonly proof: readonly Hex[];
};

const withdrawalType = [
  { type: 'uint256' },
  { type: 'address' },
  { type: 'address' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'bytes' },
] as const;
const pair = [{ type: 'bytes32' }, { type: 'bytes32' }] as const;
/** A leaf with an even number of nibbles, in hex-prefix encoding (Yellow Paper, appendix C). */
const leaf: Hex = '0x20';

/** Makes up a state in which this withdrawal, which nobody sent, is the only one: its storage trie is a single leaf. */
export function inventState({ nonce, sender, target, value, gasLimit, data }: Withdrawal): InventedState {
  const hash = keccak256(encodeAbiParameters(withdrawalType, [nonce, sender, target, value, gasLimit, data]));
  // Slot of sentMessages[hash]: the mapping is the first of L2ToL1MessagePasser. The value is true.
  const slot = keccak256(encodeAbiParameters(pair, [hash, zeroHash]));
  const node = toRlp([concatHex([leaf, keccak256(slot)]), '0x01']);
  const output = {
    version: zeroHash,
    stateRoot: keccak256(toHex('an invented state')),
    messagePasserStorageRoot: keccak256(node),
    latestBlockhash: keccak256(toHex('an invented block')),
  };
  return { root: keccak256(concatHex(Object.values(output))), output, proof: [node] };
}
