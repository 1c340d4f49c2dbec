import type * as z from 'zod';
import { excerpt } from './excerpt.ts';
import { didYouMean } from './suggest.ts';
import { atLocation, type YamlText } from './yaml-text.ts';

/** What is wrong with a document that a schema refused: one line a fault, each with file, line and column. */
export function complaints(yaml: YamlText, schema: z.ZodType, error: z.ZodError): readonly string[] {
  return error.issues.flatMap((issue) => complaintsOf(yaml, schema, issue));
}

function complaintsOf(yaml: YamlText, schema: z.ZodType, issue: z.core.$ZodIssue): readonly string[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => {
      const where = path.length === 0 ? '' : ` in ${dotted(path)}`;
      const hint = didYouMean(key, known) || ` It has only ${known.join(', ')}.`;
      return atLocation(yaml.locateKey([...path, key]), `unknown key "${excerpt(key)}"${where}.${hint}`);
    });
  }
  if (issue.code === 'invalid_key') {
    const reason = issue.issues[0]?.message ?? issue.message;
    return [atLocation(yaml.locateKey(path), `the name "${excerpt(String(path.at(-1)))}" ${reason}.`)];
  }
  const value = valueAt(yaml.value, path);
  if (value === undefined) return [atLocation(yaml.locate(path.slice(0, -1)), `${dotted(path)} is missing.`)];
  const sentence = `${dotted(path)} ${predicate(issue, value)}.`;
  const hint = issue.code === 'invalid_value' ? didYouMean(String(value), issue.values.map(String)) : '';
  return [atLocation(yaml.locate(path), sentence + hint)];
}

/** The rest of a sentence that begins with the faulty value's path. */
function predicate(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    return `has to be ${choices.length === 1 ? choices[0] : `one of ${choices.join(', ')}`}, not ${shown(value)}`;
  }
  const isOurs = /^(has|is|may|cannot)\b/.test(issue.message);
  if (isOurs) return issue.message;
  if (issue.code === 'invalid_type') return `has to be ${article(issue.expected)}, not ${shown(value)}`;
  return `is wrong (${issue.message})`;
}

function article(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map of keys to values',
    record: 'a map of keys to values',
    number: 'a number',
    int: 'a whole number',
  };
  return names[expected] ?? expected;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return excerpt(JSON.stringify(value) ?? String(value));
}

function dotted(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : excerpt(path.map(String).join('.'), 160);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step) ? Reflect.get(inner, step) : undefined,
    value,
  );
}

/** The keys that a strict object of the schema may have, at the path of a value. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const target = path.reduce<z.core.$ZodType | undefined>((inner, step) => childOf(inner, step), schema);
  const { def } = unwrapped(target)?._zod ?? {};
  return def?.type === 'object' ? Object.keys((def as z.core.$ZodObjectDef).shape) : [];
}

function childOf(schema: z.core.$ZodType | undefined, step: PropertyKey): z.core.$ZodType | undefined {
  const { def } = unwrapped(schema)?._zod ?? {};
  switch (def?.type) {
    case 'object':
      return (def as z.core.$ZodObjectDef).shape[String(step)];
    case 'array':
      return (def as z.core.$ZodArrayDef).element;
    case 'record':
      return (def as z.core.$ZodRecordDef).valueType;
    default:
      return undefined;
  }
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const { def } = schema?._zod ?? {};
  return def !== undefined && 'innerType' in def ? unwrapped(def.innerType as z.core.$ZodType) : schema;
}
