import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit, type Inclusion, type Leaf } from '../../src/evidence/commitment.ts';
import { startAnvil, type Anvil } from '../devnet/anvil.ts';
import { loadFixture } from '../devnet/artifacts.ts';
import { deploy, read, send, type Contract } from '../devnet/contract.ts';

const receiverOf = loadFixture('inclusion.json.gz');
const names = Array.from({ length: 37 }, (_, at) => `valid/rule-${at}`);
const leaves = names.map((name, at): Leaf => {
  const content = `{"outcome":"${at % 2 === 0 ? 'pass' : 'fail'}","say":"Zürich ${at}"}`;
  return { kind: 'finding', chainId: 1, blockHash: `0x${'0b'.repeat(32)}`, name, content };
});
const commitment = commit([...leaves, { ...(leaves[0] as Leaf), kind: 'fact' }]);

let node: Anvil;
let receiver: Contract;

beforeAll(async () => {
  node = await startAnvil();
  receiver = await deploy(node, receiverOf('FindingReceiver'), [commitment.root]);
});
afterAll(() => node.stop());

function accept({ leaf, proof }: Inclusion): Promise<unknown> {
  return send(receiver, 'accept', BigInt(leaf.chainId), leaf.blockHash, leaf.name, leaf.content, proof);
}

function inclusionOf(name: string): Inclusion {
  const inclusion = commitment.prove('finding', name);
  if (inclusion === undefined) throw new Error(`no finding ${name}`);
  return inclusion;
}

describe('a contract with OpenZeppelin’s MerkleProof', () => {
  it.each(['valid/rule-0', 'valid/rule-1', 'valid/rule-36'])('accepts the finding %s', async (name) => {
    const inclusion = inclusionOf(name);
    await accept(inclusion);
    expect(await read(receiver, 'accepted', name)).toBe(inclusion.leaf.content);
  });

  it('does not accept a finding that was altered', async () => {
    const inclusion = inclusionOf('valid/rule-5');
    const { leaf, proof } = inclusion;
    const forged: readonly Inclusion[] = [
      { ...inclusion, leaf: { ...leaf, content: leaf.content.replace('fail', 'pass') } },
      { ...inclusion, leaf: { ...leaf, name: 'valid/rule-6' } },
      { ...inclusion, leaf: { ...leaf, chainId: 10 } },
      { ...inclusion, leaf: { ...leaf, blockHash: `0x${'0c'.repeat(32)}` } },
      { ...inclusion, proof: proof.slice(1) },
      { ...inclusion, proof: inclusionOf('valid/rule-6').proof },
    ];
    for (const one of forged) await expect(accept(one)).rejects.toThrow();
    expect(await read(receiver, 'accepted', 'valid/rule-5')).toBe('');
  });

  it('does not take a fact for a finding', async () => {
    const fact = commitment.prove('fact', 'valid/rule-0') as Inclusion;
    await expect(accept(fact)).rejects.toThrow();
  });
});
