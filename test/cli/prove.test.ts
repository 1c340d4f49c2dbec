import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keccak256, stringToBytes } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyInclusion, type Inclusion } from '../../src/evidence/commitment.ts';
import { parseInclusion } from '../../src/evidence/inclusion-file.ts';
import { startAnvil, type Anvil } from '../devnet/anvil.ts';
import { loadFixture } from '../devnet/artifacts.ts';
import { deploy, read, send, type Contract } from '../devnet/contract.ts';
import { buildProgram, folderWith } from './built-program.ts';
import { emptyRecording, entry } from './sample-registry.ts';

const fullfaith = buildProgram();
const env = { SOURCE_DATE_EPOCH: '1760000000' };
const files = { 'registry/chains/sample.yaml': entry, 'registry/evidence/sample.json': emptyRecording };
const run = async (...words: readonly string[]) => fullfaith(words, { directory: await folderWith(files), env });

/** The proof that the program writes of a subject. */
async function proofOf(subject: string): Promise<Inclusion> {
  const { code, stdout, stderr } = await run('prove', 'sample', subject);
  expect([code, stderr]).toEqual([0, '']);
  return parseInclusion(stdout, subject);
}

describe('fullfaith prove', () => {
  test.each([
    ['proof.kind', 'fact', 'sample/proof.kind', { type: 'choice', unknown: expect.any(String) }],
    ['valid/proof-system', 'finding', 'sample/valid/proof-system', { rule: 'valid/proof-system', outcome: 'unknown' }],
    ['credit', 'verdict', 'sample', { level: 'separate-chain' }],
    ['valid', 'verdict', 'sample/valid', { level: 'separate-chain' }],
  ])('shows %s itself, and what it follows from', async (subject, kind, name, said) => {
    const inclusion = await proofOf(subject);
    expect(verifyInclusion(inclusion)).toBe(true);
    expect(inclusion.leaf).toMatchObject({ kind, name, chainId: 1, blockHash: `0x${'ab'.repeat(32)}` });
    const content = JSON.parse(inclusion.leaf.content);
    expect(content[kind]).toMatchObject(said);
    expect(content.audit).toMatchObject({ chain: 'sample', day: '2025-10-09', policy: { id: 'full-faith' } });
  });

  test('all proofs of one audit have one root, and the evidence in them is what the lock names', async () => {
    const [one, other] = [await proofOf('proof.kind'), await proofOf('valid/proof-system')];
    expect(one.root).toBe(other.root);
    const directory = await folderWith(files);
    await fullfaith(['check', 'sample', '--update'], { directory, env });
    const lock = readFileSync(join(directory, 'registry/credit.lock.yaml'), 'utf8');
    expect(lock).toContain(JSON.parse(one.leaf.content).audit.evidence);
  });

  test('the root is another for another day, entry, policy and evidence', async () => {
    const { root } = await proofOf('credit');
    const others: readonly (readonly [Record<string, string>, string[], string])[] = [
      [{}, [], '1770000000'],
      [{ 'registry/chains/sample.yaml': entry.replace('Sample', 'Simple') }, [], '1760000000'],
      [{}, ['--policy', 'l2beat-2025'], '1760000000'],
      [{ 'registry/evidence/sample.json': emptyRecording.replace('a test', 'b test') }, [], '1760000000'],
    ];
    for (const [changed, words, time] of others) {
      const directory = await folderWith({ ...files, ...changed });
      const { stdout } = await fullfaith(['prove', 'sample', 'credit', ...words], {
        directory,
        env: { SOURCE_DATE_EPOCH: time },
      });
      expect(parseInclusion(stdout, 'other').root).not.toBe(root);
    }
  });

  test('writes into a folder, under a name that no subject can lead elsewhere', async () => {
    const directory = await folderWith(files);
    const { code, stdout, stderr } = await fullfaith(['prove', 'sample', 'valid/proof-system', '--out', 'proofs'], {
      directory,
      env,
    });
    expect([code, stdout, stderr]).toEqual([0, '', 'Written: proofs/sample.valid-proof-system.proof.json\n']);
    expect(readdirSync(join(directory, 'proofs'))).toEqual(['sample.valid-proof-system.proof.json']);
  });

  test.each([
    ['sampel', 'credit', /no chain "sampel".*Did you mean "sample"\?/],
    ['../sample', 'credit', /no chain "\.\.\/sample"/],
    [
      'sample',
      'proof.kynd',
      /no fact or finding "proof\.kynd"\. Did you mean "proof\.kind"\?\nVerdicts: .*\nFacts: .*proof\.kind/,
    ],
    ['sample', 'valid/proof-sistem', /Did you mean "valid\/proof-system"\?/],
    ['sample', '__proto__', /no fact or finding "__proto__"/],
    [
      'sample',
      'valid/council-window',
      /a finding valid\/council-window for each of \d+ powers\.\nName one: valid\/council-window:/,
    ],
  ])('refuses %s %s and says what there is', async (chain, subject, says) => {
    const { code, stdout, stderr } = await run('prove', chain, subject);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });
});

describe('on chain', () => {
  let node: Anvil;
  let receiver: Contract;
  let inclusion: Inclusion;

  beforeAll(async () => {
    node = await startAnvil();
    inclusion = await proofOf('valid/proof-system');
    receiver = await deploy(node, loadFixture('inclusion.json.gz')('FindingReceiver'), [inclusion.root]);
  });
  afterAll(() => node.stop());

  const accept = ({ leaf, proof }: Inclusion) =>
    send(receiver, 'accept', BigInt(leaf.chainId), leaf.blockHash, leaf.name, leaf.content, proof);

  test('OpenZeppelin’s MerkleProof takes the proof that prove writes, and no altered one', async () => {
    const { leaf, proof } = inclusion;
    const forged: readonly Inclusion[] = [
      { ...inclusion, leaf: { ...leaf, content: leaf.content.replace('"unknown"', '"pass"') } },
      { ...inclusion, leaf: { ...leaf, name: 'other/valid/proof-system' } },
      { ...inclusion, proof: proof.with(0, keccak256(stringToBytes('another'))) },
      await proofOf('proof.kind'),
    ];
    for (const one of forged) await expect(accept(one)).rejects.toThrow();
    expect(await read(receiver, 'accepted', leaf.name)).toBe('');
    await accept(inclusion);
    expect(await read(receiver, 'accepted', leaf.name)).toBe(leaf.content);
  });
});
