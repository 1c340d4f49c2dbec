import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { keccak256, stringToBytes, zeroHash, type Hex } from 'viem';
import { canonicalText } from './canonical.ts';
import { recordingFormat, type Recording } from './recording.ts';

/** What a leaf is about: the recording as a whole, the block of a chain in it, one read, or what was concluded from them. */
export const leafKinds = ['recording', 'block', 'read', 'fact', 'finding', 'verdict'] as const;
export type LeafKind = (typeof leafKinds)[number];

/**
 * One thing that a commitment binds. In the tree it is `keccak256(keccak256(abi.encode(string kind, uint256 chainId,
 * bytes32 blockHash, string name, bytes32 keccak256(content))))`, as OpenZeppelin's MerkleProof expects it, so that a
 * contract can check it. The content is canonical JSON (`canonicalText`) in UTF-8.
 */
export type Leaf = {
  readonly kind: LeafKind;
  /** 0 for the recording as a whole. */
  readonly chainId: number;
  /** Of the pinned block; zero for the recording as a whole. */
  readonly blockHash: Hex;
  /** Unique among the leaves of a kind: the id of the audited chain, `block/<chain id>`, a read's id; see `conclusionLeaves`. */
  readonly name: string;
  readonly content: string;
};

/** Shows that a leaf is under a root. */
export type Inclusion = { readonly root: Hex; readonly leaf: Leaf; readonly proof: readonly Hex[] };

/** A Merkle root over leaves, whatever their order, and the way to each of them. */
export type Commitment = {
  readonly root: Hex;
  /** `undefined` if there is no such leaf. */
  prove(kind: LeafKind, name: string): Inclusion | undefined;
};

const encoding = ['string', 'uint256', 'bytes32', 'string', 'bytes32'];

/**
 * Everything that was read, and where and when; not the proofs, which need nobody's word. Content of a read: `{"value": …}`,
 * with a code's whole summary and bigints as text and `"lone": true` before it where only one of several providers answered, or `{"unknown": "reason"}`.
 */
export function leavesOf({ chain, grade, source, chains }: Recording): readonly Leaf[] {
  const about = canonicalText({
    format: recordingFormat,
    chain,
    grade,
    source,
    chains: [...chains.keys()].sort((a, b) => a - b),
  });
  const whole: Leaf = { kind: 'recording', chainId: 0, blockHash: zeroHash, name: chain, content: about };
  const parts = [...chains].flatMap(([chainId, { block, reads, lone }]) => {
    const place = { chainId, blockHash: block.hash };
    const pinned: Leaf = { kind: 'block', ...place, name: `block/${chainId}`, content: canonicalText(block) };
    const leaves = [...reads].map(([name, read]): Leaf => {
      const alone = lone?.has(name) === true ? { lone: true } : {};
      const content = canonicalText(
        read.status === 'known' ? { ...alone, value: read.value } : { unknown: read.reason },
      );
      return { kind: 'read', ...place, name, content };
    });
    return [pinned, ...leaves];
  });
  return [whole, ...parts];
}

/** Commits to these leaves, at least one. Throws where two of a kind have the same name. */
export function commit(leaves: readonly Leaf[]): Commitment {
  const tree = StandardMerkleTree.of(leaves.map(encode), encoding);
  const indexes = new Map(leaves.map(({ kind, name }, at) => [`${kind} ${name}`, at]));
  if (indexes.size !== leaves.length) throw new Error('two leaves of a commitment have the same kind and name');
  const root = tree.root as Hex;
  return {
    root,
    prove(kind, name) {
      const at = indexes.get(`${kind} ${name}`);
      const leaf = at === undefined ? undefined : leaves[at];
      return at === undefined || leaf === undefined ? undefined : { root, leaf, proof: tree.getProof(at) as Hex[] };
    },
  };
}

/** Whether the leaf is under the root. Never throws. */
export function verifyInclusion({ root, leaf, proof }: Inclusion): boolean {
  try {
    return StandardMerkleTree.verify(root, encoding, encode(leaf), [...proof]);
  } catch {
    return false;
  }
}

function encode({ kind, chainId, blockHash, name, content }: Leaf): [string, string, Hex, string, Hex] {
  return [kind, String(chainId), blockHash, name, keccak256(stringToBytes(content))];
}
