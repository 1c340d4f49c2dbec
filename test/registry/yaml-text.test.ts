import { describe, expect, test } from 'vitest';
import { FullfaithError } from '../../src/model/error.ts';
import { parseYaml } from '../../src/registry/yaml-text.ts';
import { messageOf } from './entry.ts';

describe('a value', () => {
  test('in hexadecimal stays text, other numbers become numbers', () => {
    expect(parseYaml('a: 0x1111111111111111111111111111111111111111\nb: 17\nc: 0o17\nd: 1e3', 'f').value).toEqual({
      a: '0x1111111111111111111111111111111111111111',
      b: 17,
      c: 15,
      d: 1000,
    });
  });

  test('that looks like a date, a truth or a time stays text as YAML 1.2 says', () => {
    expect(parseYaml('a: 2025-05-20\nb: yes\nc: 12:30', 'f').value).toEqual({ a: '2025-05-20', b: 'yes', c: '12:30' });
  });
});

describe('a place', () => {
  const yaml = parseYaml('a:\n  b.c: [1, 2]\n  d:\n    - e: 3\n', 'f');

  test('is that of the value or of the key', () => {
    expect(yaml.locate(['a', 'b.c', 1])).toEqual({ file: 'f', line: 2, column: 12 });
    expect(yaml.locateKey(['a', 'b.c'])).toEqual({ file: 'f', line: 2, column: 3 });
    expect(yaml.locate(['a', 'd', 0, 'e'])).toEqual({ file: 'f', line: 4, column: 10 });
  });

  test('is that of the nearest parent where there is no such value', () => {
    expect(yaml.locate(['a', 'x', 'y'])).toEqual({ file: 'f', line: 2, column: 3 });
    expect(parseYaml('', 'f').locate(['x'])).toEqual({ file: 'f', line: 1, column: 1 });
  });

  test('is known for every key and item', () => {
    expect(Object.keys(yaml.locations)).toEqual(['a', 'a.b.c', 'a.b.c.0', 'a.b.c.1', 'a.d', 'a.d.0', 'a.d.0.e']);
  });
});

describe('refused with its place:', () => {
  test.each([
    ['a key that is there twice', 'a: 1\nb: 2\na: 3\n', 'f:3:1: Map keys must be unique'],
    [
      'a broken map',
      'a: [1, 2\nb: 3\n',
      'f:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      'f:2:1: Source contains multiple documents; please use YAML.parseAllDocuments()',
    ],
    ['an alias', 'a: &x [1]\nb: *x\n', 'f:2:4: aliases are not allowed here; write the value out'],
    ['a tag', 'a: !!js/function x\n', 'f:1:4: Unresolved tag: tag:yaml.org,2002:js/function'],
    ['a key that is a list', '? [1]\n: 2\n', 'f:1:3: a key has to be plain text'],
    ['a prototype', 'a:\n  __proto__: 1\n', 'f:2:3: "__proto__" is not allowed as a key'],
    ['a file of a megabyte', `a: ${'x'.repeat(1_000_000)}`, 'f:1:1: the file is too long to be one of ours'],
  ])('%s', (_, text, expected) => {
    expect(messageOf(() => parseYaml(text, 'f'))).toBe(expected);
  });

  test('an alias bomb, at once', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 30; i++)
      bomb.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const start = performance.now();
    expect(messageOf(() => parseYaml(bomb.join('\n'), 'f'))).toBe(
      'f:2:10: aliases are not allowed here; write the value out',
    );
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('brackets without end', () => {
    expect(() => parseYaml('['.repeat(100_000), 'f')).toThrow(FullfaithError);
  });
});
