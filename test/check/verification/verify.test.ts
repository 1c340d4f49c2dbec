import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { basisIn, commitAudit, findingName, type CommittedAudit } from '../../../src/audit/index.ts';
import { timesOf, verifyInclusionClaim, verifyRecording } from '../../../src/check/index.ts';
import { firstDifference } from '../../../src/check/verification/differences.ts';
import { commit, type Inclusion, type Leaf } from '../../../src/evidence/commitment.ts';
import type { Recording } from '../../../src/evidence/recording.ts';
import { outcomeOf } from '../../../src/model/verification.ts';
import { parseChain } from '../../../src/registry/parse-chain.ts';
import { loadPolicy } from '../../../src/rules/load-policy.ts';
import { parseRecording } from '../../../src/evidence/parse-recording.ts';
import { emptyRecording, entry } from '../../cli/sample-registry.ts';
import { anyRecording } from '../../evidence/arbitraries.ts';

const policy = await loadPolicy('rules/full-faith');
const chain = parseChain(entry, 'chains/sample.yaml');
const recording = parseRecording(emptyRecording, 'sample.json');
const audit = await commitAudit({ recording, chain, policy, day: '2025-10-09' });

const conclusions = audit.report.findings
  .map((finding) => audit.commitment.prove('finding', `sample/${findingName(finding)}`))
  .filter((one) => one !== undefined);

function verdictOn(inclusion: Inclusion, here: { recording: Recording; audit: CommittedAudit } = { recording, audit }) {
  return verifyInclusionClaim({ file: 'f', inclusion, basis: basisIn(inclusion.leaf), here });
}

describe('an inclusion proof', () => {
  test('of every conclusion is genuine', () => {
    expect(conclusions.length).toBeGreaterThan(10);
    for (const one of conclusions) expect(verdictOn(one).outcome).toBe('genuine');
  });

  test('with anything in its leaf altered is never genuine, even if the tree was made anew around it', () => {
    const alteration = fc.record({
      at: fc.nat(conclusions.length - 1),
      part: fc.constantFrom('content', 'name', 'kind', 'chainId', 'blockHash'),
      place: fc.nat(),
      letter: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
    });
    fc.assert(
      fc.property(alteration, ({ at, part, place, letter }) => {
        const { leaf } = conclusions[at] as Inclusion;
        const change = (text: string) => {
          const index = place % text.length;
          return `${text.slice(0, index)}${letter}${text.slice(index + 1)}`;
        };
        const altered: Leaf = {
          ...leaf,
          ...(part === 'content' && { content: change(leaf.content) }),
          ...(part === 'name' && { name: change(leaf.name) }),
          ...(part === 'kind' && { kind: 'fact' as const }),
          ...(part === 'chainId' && { chainId: 10 }),
          ...(part === 'blockHash' && { blockHash: `0x${'cd'.repeat(32)}` as const }),
        };
        fc.pre(JSON.stringify(altered) !== JSON.stringify(leaf));
        const { outcome } = verdictOn(commit([altered]).prove(altered.kind, altered.name) as Inclusion);
        expect(outcome).not.toBe('genuine');
      }),
      { numRuns: 500 },
    );
  });

  test('about raw evidence shows no conclusion', () => {
    const raw = audit.commitment.prove('recording', 'sample') as Inclusion;
    expect(verdictOn(raw).outcome).toBe('not-genuine');
  });

  test('with the content in another order is not genuine', () => {
    const { leaf } = conclusions[0] as Inclusion;
    const { audit: basis, ...said } = JSON.parse(leaf.content);
    expect(basisIn(leaf)).toEqual(basis);
    expect(basisIn({ ...leaf, content: JSON.stringify({ ...said, audit: basis }) })).toBeNull();
    expect(basisIn({ ...leaf, content: `${leaf.content} ` })).toBeNull();
    expect(basisIn({ ...leaf, name: 'samples/valid/data' })).toBeNull();
    expect(basisIn({ ...leaf, kind: 'verdict' })).toBeNull();
  });
});

describe('a recording', () => {
  const rest = { file: 'f', policy, audit, locked: null, lockFile: 'lock' } as const;

  test('with proofs that prove nothing is never genuine, whatever is in them', () => {
    fc.assert(
      fc.property(anyRecording, (one) => {
        const { outcome } = verifyRecording({ ...rest, recording: one });
        const claims = [...one.chains.values()].some(({ proofs }) => proofs !== undefined);
        if (claims) expect(outcome).toBe('not-genuine');
      }),
      { numRuns: 100 },
    );
  });

  test('is held against the root that the user knows', () => {
    const root = audit.basis.evidence;
    expect(verifyRecording({ ...rest, recording, root }).outcome).toBe('genuine');
    expect(verifyRecording({ ...rest, recording, root: `0x${'0'.repeat(64)}` }).outcome).toBe('not-genuine');
  });

  test('without a verdict is open', () => {
    expect(verifyRecording({ ...rest, recording, audit: { open: 'no chain' } }).outcome).toBe('open');
  });
});

test('a check that fails outweighs one that is open, and that one all others', () => {
  const checks = (...outcomes: readonly ('holds' | 'trusted' | 'open' | 'fails')[]) =>
    outcomeOf(outcomes.map((outcome) => ({ name: outcome, outcome, what: '' })));
  expect(checks('holds', 'trusted')).toBe('genuine');
  expect(checks('holds', 'open', 'trusted')).toBe('open');
  expect(checks('open', 'fails')).toBe('not-genuine');
});

describe('the times at which a report may have been made', () => {
  const aged = (timestamp: number, ageDays: number) => ({ evidence: { timestamp, ageDays } }) as never;
  test('lie within a day, less where blocks are of different times', () => {
    expect(timesOf([aged(1000, 2)])).toEqual([173_800n, 260_199n]);
    expect(timesOf([aged(1000, 2), aged(2000, 2)])).toEqual([174_800n, 260_199n]);
  });
  test('are none where the ages contradict each other, and any where there are none', () => {
    expect(timesOf([aged(1000, 2), aged(1000, 3)])).toEqual([]);
    expect(timesOf([])).toBeNull();
  });
});

test.each([
  [{ a: 1 }, { a: 1 }, null],
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'a.1.b: 2 instead of 3'],
  [{ a: 1 }, {}, 'a: 1 instead of nothing'],
  [{}, { a: 1 }, 'a: nothing instead of 1'],
  [{ a: [] }, { a: {} }, 'a: [] instead of {}'],
  [1, 2, 'the whole: 1 instead of 2'],
  [JSON.parse('{"__proto__":1}'), {}, '__proto__: 1 instead of nothing'],
])('the first difference of %j and %j', (said, found, difference) => {
  expect(firstDifference(said, found)).toBe(difference);
});
