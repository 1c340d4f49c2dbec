import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeJson, escapeMarkdown, escapeTerminal, escapeXml, mapStrings } from '../../src/report/escape.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

test('a terminal text has no control character and no second line, whatever it was made of', () => {
  fc.assert(fc.property(anyText, (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(escapeTerminal(text))));
});

test('control characters become visible and all else stays', () => {
  expect(escapeTerminal('a\u001b[2J\u009b\u202eb — 链')).toBe('a\\u{1b}[2J\\u{9b}\\u{202e}b — 链');
});

test('an XML text holds no markup and nothing that XML forbids', () => {
  fc.assert(fc.property(anyText, (text) => !/[<>"'\ud800-\udfff\ufffe\uffff\p{Cc}]/u.test(escapeXml(text))));
  expect(escapeXml('a<b>&"\'')).toBe('a&lt;b&gt;&amp;&quot;&apos;');
});

test('escaped JSON means the same', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(JSON.parse(escapeJson(JSON.stringify({ text }, null, 2)))).toEqual({ text });
    }),
  );
});

test.each([
  ['a | b', 'a \\| b'],
  ['<img src=x>', '&lt;img src=x&gt;'],
  ['[a](https://e.example)', '\\[a\\](https:\\/\\/e.example)'],
  ['`code` *bold* _under_', '\\`code\\` \\*bold\\* \\_under\\_'],
  ['www.e.example', 'www\\.e.example'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['full-faith 5/7', 'full-faith 5/7'],
])('Markdown: %s', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('every text of a document is changed, names of fields included', () => {
  const upper = (text: string) => text.toUpperCase();
  expect(mapStrings({ a: ['b', { c: 'd' }], e: 1, f: null, g: true }, upper)).toEqual({
    A: ['B', { C: 'D' }],
    E: 1,
    F: null,
    G: true,
  });
});
