import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import { FullfaithError } from '../model/error.ts';
import type { Location } from '../model/chain.ts';
import { excerpt } from './excerpt.ts';

/** Longer files than this, in characters, are refused before they are read. */
const maximumLength = 1_000_000;

/** Of a fault, in characters. The longest of ours lists a vocabulary; those of the YAML and CEL libraries quote what they were given. */
const longestMessage = 2000;

/** A YAML document as a plain value, and where each part of it stands. */
export type YamlText = {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at a path stands, or its nearest parent that exists. */
  readonly locate: (path: readonly PropertyKey[]) => Location;
  /** Where the key that leads to the value at a path stands, or its nearest parent that exists. */
  readonly locateKey: (path: readonly PropertyKey[]) => Location;
  /** The location of every key and list item, by dotted path. */
  readonly locations: Readonly<Record<string, Location>>;
};

/**
 * Reads one YAML 1.2 document. Numbers in hexadecimal stay text, so that an address without quotes is not read as a
 * number. Throws a `FullfaithError` for anything that is not plain data: syntax errors, duplicate keys, tags, aliases
 * (a few lines of them can stand for gigabytes) and keys that JavaScript would take for something else.
 */
export function parseYaml(text: string, file: string): YamlText {
  if (text.length > maximumLength) throw atLine(file, 1, 1, 'the file is too long to be one of ours');
  const lines = new LineCounter();
  const at = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const { document, value } = compose(text, file, lines);
  let locations: YamlText['locations'] | undefined;
  return {
    file,
    value,
    locate: (path) => at(offsetOf(document, path, 'value')),
    locateKey: (path) => at(offsetOf(document, path, 'key')),
    get locations() {
      // Of a long document there are many, and few are asked for them.
      return (locations ??= Object.fromEntries(
        keysOf(document.contents, '').map(([path, offset]) => [path, at(offset)]),
      ));
    },
  };
}

/** `file:line:column: message`, as one line of an error for people; of a message that quotes half a file, its beginning. */
export function atLocation({ file, line, column }: Location, message: string): string {
  return `${file}:${line}:${column}: ${excerpt(message, longestMessage)}`;
}

function atLine(file: string, line: number, column: number, message: string): FullfaithError {
  return new FullfaithError('input', atLocation({ file, line, column }, message));
}

function compose(text: string, file: string, lines: LineCounter): { document: Document; value: unknown } {
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      customTags: (tags) =>
        tags.filter((tag) => typeof tag === 'string' || !(tag.tag === 'tag:yaml.org,2002:int' && tag.format === 'HEX')),
    });
    refuseUnusual(document, file, lines);
    return { document, value: document.toJS({ maxAliasCount: 0 }) };
  } catch (error) {
    if (error instanceof FullfaithError) throw error;
    // The library recurses: a file of nothing but brackets exhausts the stack.
    throw atLine(file, 1, 1, `this cannot be read as YAML (${error instanceof Error ? error.message : String(error)})`);
  }
}

function refuseUnusual(document: Document, file: string, lines: LineCounter): void {
  const refuse = (offset: number, message: string): never => {
    const { line, col } = lines.linePos(offset);
    throw atLine(file, Math.max(line, 1), Math.max(col, 1), message);
  };
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) refuse(problem.pos[0], problem.message);
  visit(document, {
    Alias: (_, node) => refuse(node.range?.[0] ?? 0, 'aliases are not allowed here; write the value out'),
    Pair: (_, { key }) => {
      if (!isScalar(key)) return refuse(startOf(key), 'a key has to be plain text');
      if (key.value === '__proto__') return refuse(startOf(key), '"__proto__" is not allowed as a key');
      return undefined;
    },
  });
}

function offsetOf(document: Document, path: readonly PropertyKey[], what: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [index, step] of path.entries()) {
    const child = childOf(node, step);
    if (child === undefined) break;
    const isLast = index === path.length - 1;
    offset = isLast && what === 'key' ? startOf(child.key) : startOf(child.value ?? child.key);
    node = child.value;
  }
  return offset;
}

function childOf(node: unknown, step: PropertyKey): { readonly key: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(step)];
  return item === undefined ? undefined : { key: item, value: item };
}

/** Every key and list item with its dotted path and offset. */
function keysOf(node: unknown, parent: string): readonly (readonly [string, number])[] {
  const children = isMap(node)
    ? node.items.map(({ key, value }) => ({ step: isScalar(key) ? String(key.value) : '', start: key, value }))
    : isSeq(node)
      ? node.items.map((value: unknown, index) => ({ step: String(index), start: value, value }))
      : [];
  return children.flatMap(({ step, start, value }) => {
    const path = parent === '' ? step : `${parent}.${step}`;
    return [[path, startOf(start)] as const, ...keysOf(value, path)];
  });
}

function startOf(node: unknown): number {
  const { range } = (node ?? {}) as Partial<Node>;
  return isAlias(node) || range === null || range === undefined ? 0 : range[0];
}
