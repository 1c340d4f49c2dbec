import { expect, test } from 'vitest';
import type { Policy, Rule } from '../../src/model/rule.ts';
import { policyMarkdown, ruleList } from '../../src/report/policy-text.ts';
import { hostile } from './sample-report.ts';

const location = { file: 'rules/sample/valid/a.yaml', line: 1, column: 1 };
const rule: Rule = {
  id: 'valid/a',
  guarantees: ['valid'],
  title: hostile,
  scope: 'power',
  applies: 'true',
  check: 'fact.text == "```"',
  otherwise: { caps: 'low', say: hostile },
  references: ['https://e.example/a', 'javascript:alert(1)'],
  location,
};
const policy: Policy = {
  id: 'sample',
  title: 'Sample',
  version: '1',
  description: 'A sample.\n',
  levels: [
    { id: 'low', title: 'Low', meaning: 'Bad.' },
    { id: 'high', title: 'High', meaning: 'Good.' },
  ],
  rules: [rule],
  dimensions: [
    {
      id: 'exit',
      title: 'Exit',
      description: 'How long.',
      labels: {},
      entries: [{ when: 'fact.exit.alone', value: '{fact.exit.delay.seconds}', sentiment: 'good' }],
      references: [],
      location,
    },
  ],
};

test('the list has a line for each rule and no control character', () => {
  const text = ruleList(policy);
  expect(text).toMatch(/^valid\/a {2}at best low {2}evil [^\n]*\n$/);
  expect(text.slice(0, -1)).not.toMatch(/\p{Cc}/u);
});

test('the page has the levels, best first, and each rule with its question', () => {
  const text = policyMarkdown(policy);
  expect(text.indexOf('**high**')).toBeLessThan(text.indexOf('**low**'));
  expect(text).toContain('### valid/a');
  expect(text).toContain('Judges valid, asked of each power; otherwise at best **low**');
  expect(text).toContain('- <https://e.example/a>');
  expect(text).not.toContain('javascript:');
  expect(text).not.toContain('<b>');
});

test('a question cannot end its own code block', () => {
  expect(policyMarkdown(policy)).toContain('````text\napplies: true\ncheck: fact.text == "```"\n````');
});

test('dimensions stand beside the ladder', () => {
  expect(policyMarkdown(policy)).toMatch(/## Beside the ladder\n\n### exit\n\n[^]*when: fact\.exit\.alone/);
  expect(policyMarkdown({ ...policy, dimensions: [] })).not.toContain('Beside the ladder');
});
