import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';

/** An entry of the page: its number, and the tests that it names. */
type Entry = { readonly number: number; readonly shown: readonly { readonly file: string; readonly title: string }[] };

const [, ...sections] = readFileSync('docs/pitfalls.md', 'utf8').split(/^## /m);
const entries = sections.map((text): Entry => {
  const lines = text.split('\n').filter((line) => line.startsWith('- '));
  return {
    number: Number(/^\d+/.exec(text)?.[0]),
    shown: lines.map((line) => {
      const [, file = line, to = '', title = ''] = /^- \[(.+?)\]\((.+?)\): “(.+)”$/.exec(line) ?? [];
      return { file: to === `../test/${file}` ? join('test', file) : line, title };
    }),
  };
});

test('the pitfalls are numbered from one to twenty-eight', () => {
  expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 28 }, (_, at) => at + 1));
});

describe.each(entries)('pitfall $number', ({ shown }) => {
  it('names at least one test', () => {
    expect(shown).not.toEqual([]);
  });

  it.each(shown)('is shown in $file: $title', ({ file, title }) => {
    expect(existsSync(file), `${file} is no file`).toBe(true);
    expect(titlesIn(readFileSync(file, 'utf8'))).toContain(title);
  });
});

/** The titles of all tests of a file, as they are written there. */
function titlesIn(source: string): readonly string[] {
  const calls = source.matchAll(/\b(?:it|test)\(\s*(['"`])((?:\\.|(?!\1).)+)\1\s*,/g);
  return [...calls, ...source.matchAll(/\)\(\s*(['"`])((?:\\.|(?!\1).)+)\1\s*,/g)].map(([, , title = '']) => title);
}
