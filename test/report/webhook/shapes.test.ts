import { expect, test } from 'vitest';
import type { Notice } from '../../../src/model/notice.ts';
import { webhookShapes } from '../../../src/report/webhook/index.ts';
import { greatDiff } from '../diff/great-diff.ts';

const change: Notice = { schemaVersion: '1.0', event: 'change', diff: greatDiff };
const outage: Notice = { schemaVersion: '1.0', event: 'outage', since: 1_700_000_000, reason: '<!channel> @everyone' };
const recovery: Notice = { schemaVersion: '1.0', event: 'recovery', since: 1_700_000_000 };

function body(shape: string, notice: Notice): Record<string, unknown> {
  const found = webhookShapes.find(({ name }) => name === shape);
  return (found?.body(notice) ?? {}) as Record<string, unknown>;
}

test('JSON is the notice itself', () => {
  expect(body('json', change)).toEqual(change);
});

test('Slack gets one text with what changed first, in which nobody is mentioned and no link is made', () => {
  const text = String(body('slack', change)['text']);
  expect(text.split('\n')[0]).toContain('separate-chain…full-faith → full-faith');
  expect(text).not.toMatch(/<(?!\/?$)/);
  expect(String(body('slack', outage)['text'])).toBe(
    '*fullfaith cannot see since 2023-11-14 22:13 UTC: &lt;!channel&gt; @everyone*',
  );
});

test('Discord mentions nobody', () => {
  expect(body('discord', outage)).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(String(body('discord', recovery)['content'])).toContain('sees again');
});

test('no message is longer than its receiver takes', () => {
  const chains = Array.from({ length: 50 }, () => greatDiff.chains).flat();
  const long: Notice = { ...change, diff: { ...greatDiff, chains } };
  expect(String(body('slack', long)['text']).length).toBeLessThanOrEqual(4000);
  const { content } = body('discord', long);
  expect(String(content).length).toBeLessThanOrEqual(2000);
  expect(String(content)).toMatch(/\n…$/);
  const reason = 'x'.repeat(9000);
  expect(String(body('discord', { ...outage, reason })['content']).length).toBeLessThanOrEqual(2000);
});
