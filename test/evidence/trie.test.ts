import { MerklePatriciaTrie, createMerkleProof, verifyMerkleProof } from '@ethereumjs/mpt';
import fc from 'fast-check';
import { bytesToHex, concatHex, hexToBytes, keccak256, toHex, toRlp, type Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { emptyRoot, trieOf } from '../../src/evidence/trie.ts';
import { known } from '../../src/model/observation.ts';
import { anyBytes } from './arbitraries.ts';

const entries = fc.uniqueArray(
  fc.tuple(
    fc.nat(400).map((n) => toHex(n, { size: 2 })),
    anyBytes(1, 60),
  ),
  {
    minLength: 1,
    maxLength: 120,
    selector: ([key]) => key,
  },
);

async function build(pairs: readonly (readonly [Hex, Hex])[]) {
  const trie = new MerklePatriciaTrie({ useKeyHashing: true });
  for (const [key, value] of pairs) await trie.put(hexToBytes(key), hexToBytes(value));
  const root = bytesToHex(trie.root());
  const proofOf = async (key: Hex) => (await createMerkleProof(trie, hexToBytes(key))).map((node) => bytesToHex(node));
  return { root, proofOf };
}

describe('a lookup', () => {
  it('finds what an independent trie holds, and that it does not hold the rest', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(400), async (pairs, other) => {
        const { root, proofOf } = await build(pairs);
        const absent = toHex(other, { size: 2 });
        const keys = [...pairs.slice(0, 10).map(([key]) => key), absent];
        const trie = trieOf((await Promise.all(keys.map(proofOf))).flat());
        const held = new Map(pairs);
        for (const key of keys) expect(trie.lookup(root, key)).toEqual(known(held.get(key) ?? null));
        expect(trie.unused()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('needs every node of the proof and uses no other', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(), fc.nat(), async (pairs, which, dropped) => {
        const { root, proofOf } = await build(pairs);
        const [key] = pairs[which % pairs.length] ?? ['0x'];
        const proof = await proofOf(key);
        const shortened = proof.toSpliced(dropped % proof.length, 1);
        expect(trieOf(shortened).lookup(root, key).status).toBe('unknown');
        const stranger = toRlp(['0x2000', '0x01']);
        const trie = trieOf([...proof, stranger]);
        expect(trie.lookup(root, key).status).toBe('known');
        expect(trie.unused()).toEqual([stranger]);
      }),
      { numRuns: 60 },
    );
  });

  it('never accepts an altered proof as one of another value', async () => {
    const pairs = Array.from({ length: 200 }, (_, at) => [toHex(at, { size: 2 }), keccak256(toHex(at))] as const);
    const { root, proofOf } = await build(pairs);
    const proofs = await Promise.all(pairs.map(([key]) => proofOf(key)));
    const alteration = fc.record({
      which: fc.nat(199),
      node: fc.nat(),
      at: fc.nat(),
      xor: fc.integer({ min: 1, max: 255 }),
    });
    let oracleToo = 0;
    await fc.assert(
      fc.asyncProperty(alteration, async ({ which, node, at, xor }) => {
        const [key, value] = pairs[which] ?? ['0x', '0x'];
        const proof = (proofs[which] ?? []).map((raw) => hexToBytes(raw));
        const altered = proof[node % proof.length] ?? new Uint8Array();
        altered[at % altered.length] = (altered[at % altered.length] ?? 0) ^ xor;
        const answer = trieOf(proof.map((raw) => bytesToHex(raw))).lookup(root, key);
        expect(answer).not.toMatchObject({ status: 'known', value: expect.not.stringMatching(value) });
        expect(answer.status).toBe('unknown');
        const options = { useKeyHashing: true, root: hexToBytes(root) };
        await verifyMerkleProof(hexToBytes(key), proof, options).then(
          () => expect.fail('the oracle accepts it'),
          () => oracleToo++,
        );
      }),
      { numRuns: 3000 },
    );
    expect(oracleToo).toBe(3000);
  });

  it('knows the empty trie without any node, and the node that some send for it', () => {
    expect(keccak256('0x80')).toBe(emptyRoot);
    for (const nodes of [[], ['0x80']] as const) expect(trieOf(nodes).lookup(emptyRoot, '0x01')).toEqual(known(null));
  });

  it('takes nothing for a node that is none', () => {
    const key = '0x01';
    const path = keccak256(key).slice(2);
    const value = '0xaabbccddeeff00112233445566778899aabbccddeeff00112233445566778899';
    const leaf = (flag: string) => toRlp([concatHex([`0x${flag}`, `0x${path}`]), value]);
    expect(trieOf([leaf('20')]).lookup(keccak256(leaf('20')), key)).toEqual(known(value));
    const bad: readonly Hex[] = [
      '0xc0',
      leaf('40'),
      leaf('2f'),
      leaf('60'),
      `${leaf('20')}00`,
      toRlp([value]),
      toRlp([value, value, value]),
      toRlp(['0x00', value]),
      toRlp(['0x', value]),
      toRlp([concatHex(['0x20', `0x${path}`]), ['0x01', '0x02']]),
      toRlp([concatHex(['0x00', `0x${path}`]), '0x0102']),
    ];
    for (const node of bad) expect(trieOf([node]).lookup(keccak256(node), key)).toMatchObject({ status: 'unknown' });
  });

  it('never throws, whatever the nodes', () => {
    fc.assert(
      fc.property(fc.array(anyBytes(0, 80), { minLength: 1, maxLength: 5 }), (nodes) => {
        for (const node of nodes) {
          const answer = trieOf(nodes).lookup(keccak256(node), '0x01');
          if (answer.status === 'known') expect(node).toMatch(/^0x(?:[c-f]|80$)/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
