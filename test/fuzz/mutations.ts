import fc from 'fast-check';

/** What breaks parsers: of YAML, JSON, JavaScript, CEL, file systems and terminals. */
const poison = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '../../../etc/passwd',
  '&a [*a, *a]',
  '<<: *a',
  '!!js/function "x"',
  '!!binary aGVsbG8=',
  '? [a]\n: b\n',
  '---\n',
  '%YAML 1.1\n',
  '|\n  text\n',
  '"\\u0000"',
  '\u0000',
  '\u001b[2J',
  '\u202e',
  '\ud800',
  '\ufeff',
  '\r\n',
  '\t',
  '1e999',
  '-0',
  '9007199254740993',
  '0x',
  '0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'null',
  'true',
  '[]',
  '{}',
  '{',
  '}',
  '"',
  "'",
  ': ',
  '- ',
  '#',
  '{"a":1,"a":2}',
  '('.repeat(300),
  '['.repeat(3000),
  '{"a":'.repeat(3000),
  '- '.repeat(3000),
  'fact.exit.alone && '.repeat(200),
  'x'.repeat(100_000),
];

type Edit = {
  readonly kind: 'insert' | 'cut' | 'copy' | 'replace' | 'swap';
  readonly at: number;
  readonly to: number;
  readonly text: string;
};

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('insert', 'cut', 'copy', 'replace', 'swap'),
  at: fc.nat({ max: 2 ** 30 }),
  to: fc.nat({ max: 2 ** 30 }),
  text: fc.oneof(fc.constantFrom(...poison), fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 4 })),
});

/** These texts after a few edits: near enough to what is valid to get past the first check. */
export function mutated(...texts: readonly string[]): fc.Arbitrary<string> {
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  return fc.tuple(fc.constantFrom(...texts), edits).map(([text, all]) => all.reduce(applied, text));
}

function applied(text: string, { kind, at, to, text: piece }: Edit): string {
  const [a, b] = [at % (text.length + 1), to % (text.length + 1)];
  const [start, end] = [Math.min(a, b), Math.max(a, b)];
  const part = text.slice(start, Math.min(end, start + 2000));
  switch (kind) {
    case 'insert':
      return text.slice(0, a) + piece + text.slice(a);
    case 'cut':
      return text.slice(0, start) + text.slice(start + part.length);
    case 'copy':
      return text.slice(0, b) + part + text.slice(b);
    case 'replace':
      return text.slice(0, start) + piece + text.slice(start + Math.max(1, part.length % 20));
    case 'swap':
      return swapped(text, start, end);
  }
}

/** Two lines in each other's place. */
function swapped(text: string, start: number, end: number): string {
  const lines = text.split('\n');
  const [a, b] = [start % lines.length, end % lines.length];
  return lines
    .with(a, lines[b] ?? '')
    .with(b, lines[a] ?? '')
    .join('\n');
}

/** Any JSON value, keys of prototypes and huge numbers included. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'id', 'result', 'error', 'hash', 'number'), fc.jsonValue()),
  fc.constantFrom(...poison),
);
