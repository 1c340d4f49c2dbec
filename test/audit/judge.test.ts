import { describe, expect, it } from 'vitest';
import { credits } from '../../src/audit/judge.ts';
import type { Finding, Policy } from '../../src/model/rule.ts';

const policy: Policy = {
  id: 'test',
  title: 'Test',
  version: '1',
  description: '',
  levels: ['low', 'middle', 'high'].map((id) => ({ id, title: id, meaning: id })),
  rules: [],
  dimensions: [],
};

function finding(outcome: Finding['outcome'], caps: string, guarantees: Finding['guarantees'] = ['valid']): Finding {
  const stands = outcome === 'fail' || outcome === 'unknown';
  return { rule: 'a-rule', guarantees, outcome, message: '', because: [], ...(stands && { caps }) };
}

describe('the credit', () => {
  it('is the top of the ladder where nothing stands against it', () => {
    const { whole, guarantees } = credits(policy, [finding('pass', 'low'), finding('not-applicable', 'low')]);
    expect(whole).toEqual({ level: 'high', best: 'high', worst: 'high' });
    expect(guarantees.untouched).toEqual(whole);
  });

  it('is capped at both ends by what failed, at the lower end by what is unknown', () => {
    const { whole } = credits(policy, [finding('fail', 'middle'), finding('unknown', 'low')]);
    expect(whole).toEqual({ level: 'low', best: 'middle', worst: 'low' });
  });

  it('of a guarantee is capped by its own findings only, and the whole by all', () => {
    const { whole, guarantees } = credits(policy, [finding('fail', 'low', ['uncensored'])]);
    expect(guarantees.uncensored.level).toBe('low');
    expect(guarantees.valid.level).toBe('high');
    expect(whole.level).toBe('low');
  });

  it('is the lowest where a finding caps at a level that the ladder lacks', () => {
    expect(credits(policy, [finding('fail', 'nowhere')]).whole.level).toBe('low');
  });
});
