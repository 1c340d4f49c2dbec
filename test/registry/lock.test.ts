import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { check } from 'prettier';
import { describe, expect, test } from 'vitest';
import { readLock, writeLock } from '../../src/registry/lock-file.ts';
import { parseLock, renderLock, type LockEntry } from '../../src/registry/lock.ts';
import { messageOf } from './entry.ts';

const portal = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const credit = { level: 'separate-chain', best: 'council-backed', worst: 'separate-chain' };
const weakest = { power: 'upgrade', keys: 3, delaySeconds: 86400, windowSeconds: -518400 };
const entry: LockEntry = {
  chain: 'example',
  policy: 'full-faith',
  policyVersion: '1.0',
  credit,
  guarantees: { valid: credit, uncensored: credit, unreverted: credit, untouched: credit },
  weakest: { valid: weakest, uncensored: null, unreverted: { ...weakest, windowSeconds: null }, untouched: weakest },
  broken: ['uncensored/window', 'valid/window'],
  facts: { 'proof.kind': 'fraud', 'proof.enforced': true, 'data.network': null, 'exit.start.seconds': 43200 },
  powers: {
    upgrade: {
      keysByDelay: { 0: 14, 8467200: 5 },
      holders: '9f0c12ab34cd56ef',
    },
    pause: { keysByDelay: {}, holders: '1234567890123456' },
  },
  contracts: { [portal]: { role: 'OptimismPortal', code: '12345678901234e5' } },
  block: 22437733,
  evidenceRoot: `0x${'ab'.repeat(32)}`,
};

const text = `# Written by \`fullfaith check --update\`, and by nothing else.
chains:
  example:
    policy: full-faith
    policyVersion: '1.0'
    credit: { level: separate-chain, best: council-backed, worst: separate-chain }
    guarantees:
      valid: { level: separate-chain, best: council-backed, worst: separate-chain }
      uncensored: { level: separate-chain, best: council-backed, worst: separate-chain }
      unreverted: { level: separate-chain, best: council-backed, worst: separate-chain }
      untouched: { level: separate-chain, best: council-backed, worst: separate-chain }
    weakest:
      valid: { power: upgrade, keys: 3, delaySeconds: 86400, windowSeconds: -518400 }
      uncensored: null
      unreverted: { power: upgrade, keys: 3, delaySeconds: 86400, windowSeconds: null }
      untouched: { power: upgrade, keys: 3, delaySeconds: 86400, windowSeconds: -518400 }
    broken:
      - uncensored/window
      - valid/window
    facts:
      data.network: null
      exit.start.seconds: 43200
      proof.enforced: true
      proof.kind: fraud
    powers:
      pause: { keysByDelay: {}, holders: '1234567890123456' }
      upgrade: { keysByDelay: { 0: 14, 8467200: 5 }, holders: 9f0c12ab34cd56ef }
    contracts:
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed': { role: OptimismPortal, code: '12345678901234e5' }
    block: 22437733
    evidenceRoot: '0x${'ab'.repeat(32)}'
`;

describe('the lock file', () => {
  test('is readable in review', () => {
    expect(renderLock([entry])).toBe(text);
  });

  test('gives back what was written', () => {
    const { entries, locate } = parseLock(text, 'registry/credit.lock.yaml');
    expect([...entries.values()]).toEqual([entry]);
    expect(locate('example')).toEqual({ file: 'registry/credit.lock.yaml', line: 3, column: 3 });
  });

  test('is the same whatever the order of its entries, and changes one line for one change', () => {
    const others = ['zeta', 'alpha', '10', '9'].map((chain) => ({ ...entry, chain }));
    const before = renderLock([entry, ...others]);
    expect(renderLock([...others, entry].reverse())).toBe(before);
    const better = { ...entry, credit: { ...credit, worst: 'council-backed' } };
    const changed = renderLock([better, ...others]).split('\n');
    expect(before.split('\n').filter((line, index) => line !== changed[index])).toHaveLength(1);
  });

  test('leaves the formatter nothing to change', async () => {
    const long = { ...credit, level: 'a-level-with-a-name-that-is-far-too-long-for-one-line-of-the-file' };
    const guarantees = { ...entry.guarantees, valid: long };
    for (const entries of [[], [entry], [entry, { ...entry, chain: 'zeta', credit: long, guarantees }]]) {
      expect(await check(renderLock(entries), { parser: 'yaml', singleQuote: true, printWidth: 120 })).toBe(true);
    }
  });

  test('survives a round trip with any numbers and names', () => {
    const level = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(level, fc.maxSafeNat(), fc.maxSafeInteger(), (name, delaySeconds, windowSeconds) => {
        const valid = { power: name, keys: 0, delaySeconds, windowSeconds };
        const any = { ...entry, policyVersion: name, credit: { level: name, best: name, worst: name } };
        const whole = { ...any, weakest: { ...entry.weakest, valid } };
        expect(parseLock(renderLock([whole]), 'f').entries.get('example')).toEqual(whole);
      }),
    );
  });

  test.each([
    [
      'a misspelt guarantee',
      '      valid: { l',
      '      vlaid: { l',
      'f:8:7: unknown key "vlaid" in chains.example.guarantees. Did you mean "valid"?',
    ],
    ['a negative count', 'keys: 3', 'keys: -3', 'f:13:38: chains.example.weakest.valid.keys cannot be negative.'],
    [
      'a short root',
      'abab',
      'ab',
      'f:31:19: chains.example.evidenceRoot has to be 0x and 64 lower-case hexadecimal digits.',
    ],
    [
      'a chain that is no id',
      '  example:',
      '  ../example:',
      'f:3:3: the name "../example" may only hold a-z, 0-9 and - (in the middle).',
    ],
    [
      'two versions merged by hand',
      'chains:',
      '<<<<<<< HEAD\nchains:',
      'f:2:1: Implicit keys need to be on a single line',
    ],
  ])('with %s is refused with its place', (_, what, by, expected) => {
    expect(messageOf(() => parseLock(text.replace(what, by), 'f')).split('\n')).toContain(expected);
  });
});

describe('on disk', () => {
  test('it is written whole, and nothing else is left', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lock-'));
    try {
      const file = join(directory, 'credit.lock.yaml');
      expect(await readLock(file)).toBeNull();
      await writeFile(file, 'chains: {}\n');
      await writeLock(file, [entry]);
      expect((await readLock(file))?.entries.get('example')).toEqual(entry);
      expect(await readdir(directory)).toEqual(['credit.lock.yaml']);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
