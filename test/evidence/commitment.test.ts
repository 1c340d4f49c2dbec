import fc from 'fast-check';
import { encodeAbiParameters, keccak256, stringToBytes, type Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { commit, leavesOf, verifyInclusion, type Inclusion, type Leaf } from '../../src/evidence/commitment.ts';
import { serialiseRecording, type Recording } from '../../src/evidence/recording.ts';
import { anyBytes, anyRecording } from './arbitraries.ts';

const blockHash: Hex = `0x${'0b'.repeat(32)}`;

function finding(name: string, content = '{"outcome":"fail"}'): Leaf {
  return { kind: 'finding', chainId: 1, blockHash, name, content };
}

describe('a commitment', () => {
  it('hashes a leaf as a contract would', () => {
    const leaf = finding('untouched/upgrade', '{"outcome":"fail","say":"naïve"}');
    const types = ['string', 'uint256', 'bytes32', 'string', 'bytes32'].map((type) => ({ type }));
    const contentHash = keccak256(stringToBytes(leaf.content));
    const encoded = encodeAbiParameters(types, [leaf.kind, 1n, blockHash, leaf.name, contentHash]);
    expect(commit([leaf]).root).toBe(keccak256(keccak256(encoded)));
  });

  it('proves every leaf of a recording and of what follows from it', () => {
    fc.assert(
      fc.property(anyRecording, (recording) => {
        const leaves = [...leavesOf(recording), finding('a'), finding('b')];
        const commitment = commit(leaves);
        for (const { kind, name } of leaves) {
          const inclusion = commitment.prove(kind, name);
          expect(inclusion?.leaf).toMatchObject({ kind, name });
          expect(inclusion && verifyInclusion(inclusion)).toBe(true);
        }
        expect(commitment.prove('finding', 'c')).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the order in which things were read', () => {
    fc.assert(
      fc.property(anyRecording, (recording) => {
        const leaves = leavesOf(recording);
        expect(commit([...leaves].reverse()).root).toBe(commit(leaves).root);
      }),
      { numRuns: 40 },
    );
  });

  it('is another one for another recording, proofs aside', () => {
    const bare = anyRecording.map((recording): Recording => {
      const chains = [...recording.chains].map(([id, { block, reads }]) => [id, { block, reads }] as const);
      return { ...recording, chains: new Map(chains) };
    });
    fc.assert(
      fc.property(bare, bare, fc.nat(4), (a, b, mix) => {
        const parts = [{}, { grade: b.grade }, { source: b.source }, { chain: b.chain }, { chains: b.chains }];
        const other: Recording = { ...a, ...parts[mix] };
        const isSame = serialiseRecording(a) === serialiseRecording(other);
        expect(commit(leavesOf(other)).root === commit(leavesOf(a)).root).toBe(isSame);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses two leaves of one name', () => {
    expect(() => commit([finding('a'), finding('a', 'other')])).toThrow('same kind and name');
  });
});

describe('an inclusion proof', () => {
  const names = Array.from({ length: 100 }, (_, at) => `rule-${at}`);
  const commitment = commit(names.map((name) => finding(name)));

  it('is not accepted when anything in it is altered', () => {
    const alteration = fc.record({
      name: fc.constantFrom(...names),
      part: fc.constantFrom('root', 'proof', 'kind', 'chainId', 'blockHash', 'name', 'content', 'shorter', 'longer'),
      at: fc.nat(),
      xor: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(alteration, ({ name, part, at, xor }) => {
        const inclusion = commitment.prove('finding', name) as Inclusion;
        expect(verifyInclusion(alter(inclusion, { part, at, xor }))).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('of nonsense is not accepted and does not throw', () => {
    const inclusion = commitment.prove('finding', 'rule-7') as Inclusion;
    fc.assert(
      fc.property(fc.oneof(anyBytes(0, 40), fc.string()), (junk) => {
        expect(verifyInclusion({ ...inclusion, root: junk as Hex })).toBe(false);
        expect(verifyInclusion({ ...inclusion, proof: [junk as Hex] })).toBe(false);
        expect(verifyInclusion({ ...inclusion, leaf: { ...inclusion.leaf, blockHash: junk as Hex } })).toBe(false);
      }),
    );
  });
});

function alter(inclusion: Inclusion, { part, at, xor }: { part: string; at: number; xor: number }): Inclusion {
  const { root, leaf, proof } = inclusion;
  const flip = (hex: Hex): Hex => {
    const index = 2 + 2 * (at % ((hex.length - 2) / 2));
    const byte = (Number.parseInt(hex.slice(index, index + 2), 16) ^ xor).toString(16).padStart(2, '0');
    return `${hex.slice(0, index)}${byte}${hex.slice(index + 2)}` as Hex;
  };
  const which = at % proof.length;
  const changes: Readonly<Record<string, Inclusion>> = {
    root: { ...inclusion, root: flip(root) },
    proof: { ...inclusion, proof: proof.with(which, flip(proof[which] as Hex)) },
    shorter: { ...inclusion, proof: proof.toSpliced(which, 1) },
    longer: { ...inclusion, proof: proof.toSpliced(which, 0, root) },
    kind: { ...inclusion, leaf: { ...leaf, kind: 'fact' } },
    chainId: { ...inclusion, leaf: { ...leaf, chainId: leaf.chainId + xor } },
    blockHash: { ...inclusion, leaf: { ...leaf, blockHash: flip(leaf.blockHash) } },
    name: { ...inclusion, leaf: { ...leaf, name: `${leaf.name}${xor}` } },
    content: { ...inclusion, leaf: { ...leaf, content: leaf.content.replace('fail', `pass${xor}`) } },
  };
  return changes[part] as Inclusion;
}
