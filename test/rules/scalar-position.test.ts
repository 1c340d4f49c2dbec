import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { parseYaml } from '../../src/registry/yaml-text.ts';
import { locateInScalar } from '../../src/rules/scalar-position.ts';

/** Where the character `X` of the value of `check` is said to be, as `line:column`. */
function where(text: string): string {
  const yaml = parseYaml(text, 'rule.yaml');
  const value = String(parseDocument(text).get('check'));
  const { line, column } = locateInScalar(text, yaml.locate(['check']), value.slice(0, value.indexOf('X')));
  return `${line}:${column}`;
}

function truth(text: string): string {
  const before = text.slice(0, text.indexOf('X'));
  return `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
}

describe('a character is found however its text is written', () => {
  it.each([
    ['plain', 'id: a\ncheck: b && X\n'],
    ['plain over two lines', 'check: b &&\n    X\nid: a\n'],
    ['double quotes', 'check: "b == \\"c\\" && X"\n'],
    ['double quotes over two lines', 'check: "b ==\n   \\"c\\" && X"\n'],
    ['single quotes', "check: 'it''s && X'\n"],
    ['a literal block', 'check: |\n  b &&\n  X\n'],
    ['a literal block without its last line break', 'check: |-\n    b\n\n    && X'],
    ['a folded block', 'check: >-\n  b &&\n  c && X\n'],
    ['a block with its own indentation', 'check: |2\n   b && X\n'],
    ['in braces', 'id: a\n{ check: "b && X" }'.split('\n')[1] ?? ''],
    ['Windows line ends', 'check: >\r\n  b &&\r\n  X\r\n'],
  ])('%s', (_, text) => {
    expect(where(text)).toBe(truth(text));
  });

  it('in whatever style and width the library writes it', () => {
    const styles = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL');
    const words = fc.array(fc.constantFrom('a', 'bb', '"c"', "'d'", '&&', '>=', '\\', '(', ')', ' '), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(styles, words, words, fc.integer({ min: 20, max: 60 }), (type, before, after, lineWidth) => {
        const document = parseDocument('check: 1\nid: a\n');
        const scalar = document.createNode([...before, 'X', ...after].join(' '));
        Object.assign(scalar, { type });
        document.set('check', scalar);
        const text = document.toString({ lineWidth });
        expect(where(text)).toBe(truth(text));
      }),
      { numRuns: 500 },
    );
  });
});
