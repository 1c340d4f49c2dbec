import { type Address, encodePacked, type Hex, keccak256, numberToHex, sha256, toHex, zeroHash } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { as, type Contract, read, send } from './contract.ts';

/** A message from the chain to an address on Ethereum, alone in its epoch. */
export type Message = {
  readonly sender: { readonly actor: Hex; readonly version: bigint };
  readonly recipient: { readonly actor: Address; readonly chainId: bigint };
  readonly content: Hex;
};

/** RollupCore.sol: the slot of `checkBlob`. anvil’s client sends no blobs here, so some tests turn the check off, which no function can. */
const checkBlobSlot = numberToHex(4, { size: 32 });
const unsigned = { signatureIndices: '0x', signaturesOrAddresses: '0x' } as const;
const noSignature = { v: 0, r: zeroHash, s: zeroHash } as const;

/** The KZG commitment of the polynomial that is zero everywhere: the point at infinity. So is its proof. */
const zeroCommitment: Hex = `0xc0${'00'.repeat(47)}`;
const versioned: Hex = `0x01${sha256(zeroCommitment).slice(4)}`;
/** What the precompile of EIP-4844 takes: the versioned hash, where, what, the commitment and the proof. */
const blobProof: Hex = `${versioned}${'00'.repeat(64)}${zeroCommitment.slice(2)}${zeroCommitment.slice(2)}`;

/** Two for each of the 32 checkpoints an epoch may have: a recipient and what it gets. */
const noFees: readonly Hex[] = Array.from({ length: 64 }, () => zeroHash);

/** Lets checkpoints without real blobs pass, as `vm.store` does in Aztec’s own tests. */
export async function ignoreBlobs({ node, address }: Contract): Promise<void> {
  await node.client.setStorageAt({ address, index: checkBlobSlot, value: zeroHash });
}

/** Has the node load what it checks KZG proofs by, which takes seconds: a transaction that does it first would seem lost. */
export async function loadKzg({ client }: Anvil): Promise<void> {
  await client.call({ to: numberToHex(10, { size: 20 }), data: blobProof });
}

/** Hash.sol: a sha256 that fits into a field. */
function toField(data: Hex): Hex {
  return `0x00${sha256(data).slice(2, 64)}`;
}

/** The root of an epoch in which this is the only message: the message itself. */
export function rootOf({ sender, recipient, content }: Message): Hex {
  const types = ['bytes32', 'uint256', 'address', 'uint256', 'bytes32'] as const;
  const packed = [sender.actor, sender.version, recipient.actor, recipient.chainId, content] as const;
  return toField(encodePacked(types, packed));
}

/** What a proposer claims; where a claim is left out it is the right one. */
export type Claimed = { readonly archive: Hex; readonly outHash: Hex; readonly inHash?: Hex; readonly from?: Address };

/** Proposes the next checkpoint of a Rollup without a committee, in the slot of the next block. */
export async function propose(rollup: Contract, inbox: Contract, claimed: Claimed): Promise<void> {
  const { client } = rollup.node;
  const last = Number(await read(rollup, 'getPendingCheckpointNumber'));
  // A slot takes one checkpoint; the first block of the next one is as good as any.
  const slot = Number(await read(rollup, 'getCurrentSlot')) + 1;
  const timestamp = (await read(rollup, 'getTimestampForSlot', BigInt(slot))) as bigint;
  await client.setNextBlockTimestamp({ timestamp });
  await client.mine({ blocks: 1 });
  await client.setNextBlockTimestamp({ timestamp: timestamp + 1n });
  const header = {
    lastArchiveRoot: await read(rollup, 'archiveAt', BigInt(last)),
    blockHeadersHash: zeroHash,
    blobsHash: toField(versioned),
    inHash: claimed.inHash ?? (await read(inbox, 'getRoot', BigInt(last + 1))),
    outHash: claimed.outHash,
    slotNumber: BigInt(slot),
    timestamp,
    coinbase: accounts[9],
    feeRecipient: zeroHash,
    gasFees: { feePerDaGas: 0n, feePerL2Gas: await read(rollup, 'getManaMinFeeAt', timestamp + 1n, true) },
    totalManaUsed: 0n,
  };
  const args = { archive: claimed.archive, oracleInput: { feeAssetPriceModifier: 0n }, header };
  const blobs: Hex = `0x01${zeroCommitment.slice(2)}`;
  await send(as(rollup, claimed.from ?? accounts[0]), 'propose', args, unsigned, [], noSignature, blobs);
}

/** Submits a proof of one checkpoint, the first of its epoch: whatever bytes, for the verifier to judge. */
export async function prove(rollup: Contract, number: bigint, from: Address = accounts[8]): Promise<void> {
  const { outHash } = (await read(rollup, 'getCheckpoint', number)) as { outHash: Hex };
  const [previousArchive, endArchive] = await Promise.all(
    [number - 1n, number].map((n) => read(rollup, 'archiveAt', n)),
  );
  await send(as(rollup, from), 'submitEpochRootProof', {
    start: number,
    end: number,
    args: { previousArchive, endArchive, outHash, proverId: from },
    fees: noFees,
    attestations: unsigned,
    blobInputs: blobProof,
    proof: '0x',
  });
}

/** A state of the chain, as good as any other. */
export const archive = (name: string): Hex => `0x00${keccak256(toHex(name)).slice(2, 64)}`;
