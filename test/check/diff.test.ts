import { describe, expect, test } from 'vitest';
import { diffChain, diffReport } from '../../src/check/index.ts';
import type { Authority, Body } from '../../src/model/authority.ts';
import type { ChainReport } from '../../src/model/report.ts';
import { policy, report } from './sample.ts';

const [safe] = report.bodies as readonly [Body];
const member = (id: string): Authority => ({ kind: 'key', id });

function withSafe(change: Partial<Body>): ChainReport {
  return { ...report, bodies: [{ ...safe, ...change }] };
}

function diff(now: ChainReport) {
  return diffChain({ report, policy }, { report: now, policy });
}

describe('the difference between two audits', () => {
  test('is none between an audit and its like, at another block and whatever the order of keys', () => {
    const backwards = JSON.parse(
      JSON.stringify(report, (_, value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).reverse())
          : value,
      ),
    ) as ChainReport;
    const later = { ...backwards, evidence: { ...report.evidence, block: 1, ageDays: 0 } };
    expect(diffReport(side('a', report), side('b', later))).toMatchObject({ chains: [], same: ['example'] });
  });

  test('names who joined and left a Safe, and the powers that this is about', () => {
    const { authority } = safe;
    if (authority.kind !== 'threshold') throw new Error('the sample has another body');
    const changed = diff(withSafe({ authority: { ...authority, of: [member('1:0xfresh')] } }));
    const [before] = authority.of;
    const left = before?.kind === 'key' ? before.id : '';
    expect(changed.bodies).toMatchObject([{ id: safe.id, joined: [{ id: '1:0xfresh' }], left: [{ id: left }] }]);
    expect(changed.powers).toMatchObject([{ id: 'upgrade-portal', change: 'changed', joined: [{ id: '1:0xfresh' }] }]);
    expect(changed.meaning).toEqual([]);
  });

  test('shows thresholds, facts and code', () => {
    const other = withSafe({ parameters: { ...safe.parameters, threshold: 2 } });
    const [read = ''] = Object.keys(report.code);
    const now: ChainReport = {
      ...other,
      code: { [read]: '0x1234' },
      facts: { ...report.facts, 'proof.kind': { type: 'choice', evidence: [], unknown: 'a node failed' } },
    };
    const changed = diff(now);
    expect(changed.bodies[0]?.parameters).toEqual([
      { name: 'threshold', from: { kind: 'text', text: '1' }, to: { kind: 'text', text: '2' } },
    ]);
    expect(changed.facts).toMatchObject([{ name: 'proof.kind', from: { value: 'fraud' }, to: { value: null } }]);
    expect(changed.code).toMatchObject([{ subject: 'portal', from: [report.code[read]], to: ['0x1234'] }]);
  });

  test('an unknown that is unknown for another reason is no change', () => {
    const facts: ChainReport['facts'] = {
      ...report.facts,
      'proof.enforced': { type: 'boolean', evidence: [], unknown: 'another reason' },
    };
    expect(diff({ ...report, facts }).facts).toEqual([]);
  });

  test('says which rule moved a level, and which fact it rests on', () => {
    const better = { level: 'multisig-mediated', best: 'multisig-mediated', worst: 'multisig-mediated' };
    const before: ChainReport = {
      ...report,
      credit: better,
      facts: { ...report.facts, 'proof.enforced': { type: 'boolean', evidence: [], value: true } },
      findings: report.findings.filter(({ rule }) => rule !== 'valid/proof'),
    };
    const { meaning, findings } = diffChain({ report: before, policy }, { report, policy });
    expect(meaning).toMatchObject([{ guarantee: null, from: { worst: 'multisig-mediated' } }]);
    const causes = meaning[0]?.causes.map(({ kind, name }) => `${kind} ${name}`);
    expect(causes).toEqual(['fact proof.enforced', 'rule valid/proof', 'rule untouched/upgrade']);
    expect(findings).toMatchObject([{ rule: 'valid/proof', from: null, to: 'unknown' }]);
  });

  test('a chain that one side does not have is new, or gone', () => {
    expect(diffReport(side('a'), side('b', report)).chains).toMatchObject([{ sides: { from: null }, meaning: [] }]);
    expect(diffReport(side('a', report), side('b')).chains).toMatchObject([{ sides: { to: null } }]);
  });

  test('between two policies the policies are the cause', () => {
    const other = { ...policy, id: 'other' };
    const credit = { level: 'full-faith', best: 'full-faith', worst: 'full-faith' };
    const { meaning } = diffChain({ report, policy }, { report: { ...report, credit }, policy: other });
    expect(meaning[0]?.causes.at(-1)).toMatchObject({
      kind: 'policy',
      from: { text: 'sample 1' },
      to: { text: 'other 1' },
    });
  });
});

function side(label: string, ...reports: readonly ChainReport[]) {
  return { label, audits: reports.map((one) => ({ report: one, policy })) };
}
