import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { basisIn } from '../../src/audit/index.ts';
import { commit, verifyInclusion } from '../../src/evidence/commitment.ts';
import { parseInclusion, serialiseInclusion } from '../../src/evidence/inclusion-file.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { checkProofs } from '../../src/evidence/proofs.ts';
import { serialiseRecording } from '../../src/evidence/recording.ts';
import { parseChain } from '../../src/registry/parse-chain.ts';
import { parseLock, renderLock } from '../../src/registry/lock.ts';
import { parseDimension, parseLadder, parseRule } from '../../src/rules/parse.ts';
import { anyRecording } from '../evidence/arbitraries.ts';
import { entryText, stacks } from '../registry/entry.ts';
import { fuzz, fuzzTimeout } from './fuzz.ts';
import { mutated } from './mutations.ts';

const read = (file: string) => readFileSync(file, 'utf8');

describe('no file crashes, hangs or exhausts the program', { timeout: fuzzTimeout }, () => {
  test('a registry entry, its waivers included', async () => {
    await fuzz(mutated(entryText), 400, (text) => {
      const chain = parseChain(text, 'chains/example.yaml', { stacks });
      expect(chain.id).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      for (const { expires } of chain.waivers) expect(expires).toMatch(/^\d{4}-\d\d-\d\d$/);
    });
  });

  test('a registry entry that is any text at all', async () => {
    await fuzz(fc.string({ unit: 'binary', maxLength: 2000 }), 200, (text) => {
      expect(Object.keys(stacks)).toContain(parseChain(text, 'chains/example.yaml', { stacks }).stack);
    });
  });

  const ladder = { file: 'policy.yaml', id: 'full-faith', text: read('rules/full-faith/policy.yaml') };
  const { levels } = parseLadder(ladder);

  test('a rule', async () => {
    const ids = ['valid/proof-system', 'uncensored/council-window', 'uncensored/inclusion-delay'];
    const files = ids.map((id) => read(`rules/full-faith/${id}.yaml`));
    await fuzz(fc.tuple(fc.constantFrom(...ids), mutated(...files)), 300, ([id, text]) => {
      const { otherwise } = parseRule({ file: 'rule.yaml', id, text }, levels);
      expect(levels.map((level) => level.id)).toContain(otherwise.caps);
    });
  });

  test('a ladder and a dimension', async () => {
    const dimension = read('rules/l2beat-2025/dimensions/exit-window.yaml');
    await fuzz(mutated(ladder.text, dimension), 200, (text) => {
      expectFault(() => parseLadder({ ...ladder, text }));
      parseDimension({ file: 'dimension.yaml', id: 'exit-window', text });
    });
  });

  test('a lock', async () => {
    await fuzz(mutated(lockText), 300, (text) => {
      const { entries } = parseLock(text, 'lock.yaml');
      expect(parseLock(renderLock(entries.values()), 'lock.yaml').entries).toEqual(entries);
    });
  });

  test('a recording: what is taken is what is written, byte for byte', async () => {
    const inputs = anyRecording.chain((recording) => mutated(serialiseRecording(recording)));
    await fuzz(inputs, 300, (text) => {
      const recording = parseRecording(text, 'recording.json');
      expect(serialiseRecording(recording)).toBe(text.replaceAll('\r\n', '\n'));
      for (const one of recording.chains.values()) expect(checkProofs(one).proved.size).toBe(0);
    });
  });

  const leaves = ['a', 'b', 'c'].map((name) => ({
    kind: 'finding' as const,
    chainId: 1,
    blockHash: `0x${'0b'.repeat(32)}` as const,
    name: `sample/${name}`,
    content: `{"audit":{"chain":"sample"},"finding":{"outcome":"fail"}}`,
  }));
  const proof = commit(leaves).prove('finding', 'sample/a');
  const proofText = proof === undefined ? '' : serialiseInclusion(proof);

  test('an inclusion proof: an altered one proves nothing', async () => {
    await fuzz(mutated(proofText), 400, (text) => {
      const inclusion = parseInclusion(text, 'proof.json');
      basisIn(inclusion.leaf);
      expect(verifyInclusion(inclusion)).toBe(text.replaceAll('\r\n', '\n') === proofText);
    });
  });

  test('the content of a leaf', async () => {
    const content = `{"audit":{"chain":"sample","day":"2025-10-09"},"finding":{"outcome":"fail"}}`;
    await fuzz(mutated(content), 300, (text) => {
      expect(basisIn({ ...leaves[0]!, content: text })).toBeNull();
    });
  });
});

function expectFault(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(error).toMatchObject({ name: 'FullfaithError', kind: 'input' });
  }
}

const lockText = `chains:
  sample:
    policy: full-faith
    policyVersion: '1'
    credit: { level: separate-chain, best: full-faith, worst: separate-chain }
    guarantees:
${['valid', 'uncensored', 'unreverted', 'untouched'].map((one) => `      ${one}: { level: low, best: low, worst: low }\n`).join('')}    weakest:
      valid: { power: upgrade, keys: 1, delaySeconds: 0, windowSeconds: null }
      uncensored: null
      unreverted: null
      untouched: null
    broken: [valid/data]
    facts: { proof.kind: none, exit.alone: null, exit.delay.seconds: 7 }
    powers:
      upgrade: { keysByDelay: { 0: 2, 86400: 1 }, holders: 0123456789abcdef }
    contracts:
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed': { role: Portal, code: 0123456789abcdef }
    block: 22000000
    evidenceRoot: '0x${'ab'.repeat(32)}'
`;
