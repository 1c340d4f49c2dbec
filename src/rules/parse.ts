import type * as z from 'zod';
import { FullfaithError } from '../model/error.ts';
import { guarantees } from '../model/guarantee.ts';
import type { Dimension, Policy, Rule } from '../model/rule.ts';
import { complaints } from '../registry/complaint.ts';
import { excerpt } from '../registry/excerpt.ts';
import { faultList } from '../registry/fault-list.ts';
import { didYouMean } from '../registry/suggest.ts';
import { atLocation, parseYaml, type YamlText } from '../registry/yaml-text.ts';
import { CelError } from './cel.ts';
import { compileCondition } from './expression.ts';
import { locateInScalar } from './scalar-position.ts';
import { dimensionSchema, policySchema, ruleSchema } from './schema.ts';
import { namesOf } from './scope.ts';
import { compileTemplate } from './template.ts';

/** A file of a policy: what messages call it, and what its id has to be. */
export type PolicyFile = { readonly file: string; readonly id: string; readonly text: string };

/** A policy without its rules. */
export type Ladder = Omit<Policy, 'rules' | 'dimensions'>;

type Document = PolicyFile & { readonly yaml: YamlText };
type Path = readonly PropertyKey[];

/** `policy.yaml`. Throws a `FullfaithError` that lists every fault with file, line and column. */
export function parseLadder(file: PolicyFile): Ladder {
  const { document, value } = read(file, policySchema, 'policy');
  const ids = value.levels.map(({ id }) => id);
  refuse('policy', [
    ...wrongId(document, value.id),
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : [at(document, ['levels', index, 'id'], `the level "${excerpt(id)}" is there twice.`)],
    ),
  ]);
  return value;
}

/** A rule, checked against the vocabulary and the ladder. Throws like `parseLadder`. */
export function parseRule(file: PolicyFile, levels: Ladder['levels']): Rule {
  const { document, value } = read(file, ruleSchema, 'rule');
  const { guarantee, ...rest } = value;
  const names = namesOf(value.scope);
  refuse('rule', [
    ...wrongId(document, value.id),
    ...wrongLevel(document, value.otherwise.caps, levels),
    ...wrongExpression(document, ['applies'], () => compileCondition(value.applies, names)),
    ...wrongExpression(document, ['check'], () => compileCondition(value.check, names)),
  ]);
  return {
    ...rest,
    otherwise: { caps: rest.otherwise.caps, say: rest.otherwise.say, ...reasonOf(rest.otherwise) },
    guarantees: guarantee === 'all' ? guarantees : [guarantee].flat(),
    location: { file: file.file, line: 1, column: 1 },
  };
}

/** A dimension, checked against the vocabulary. Throws like `parseLadder`. */
export function parseDimension(file: PolicyFile): Dimension {
  const { document, value } = read(file, dimensionSchema, 'dimension');
  const names = namesOf('chain');
  refuse('dimension', [
    ...wrongId(document, value.id),
    ...value.entries.flatMap((entry, index) => [
      ...wrongExpression(document, ['entries', index, 'when'], () => compileCondition(entry.when, names)),
      ...wrongExpression(document, ['entries', index, 'value'], () => compileTemplate(entry.value, names)),
    ]),
  ]);
  return { ...value, location: { file: file.file, line: 1, column: 1 } };
}

function read<T extends z.ZodType>(
  file: PolicyFile,
  schema: T,
  kind: string,
): { document: Document; value: z.output<T> } {
  const yaml = parseText(file, kind);
  const result = schema.safeParse(yaml.value);
  if (!result.success) refuse(kind, complaints(yaml, schema, result.error));
  return { document: { ...file, yaml }, value: result.data as z.output<T> };
}

function parseText({ text, file }: PolicyFile, kind: string): YamlText {
  try {
    return parseYaml(text, file);
  } catch (error) {
    if (!(error instanceof FullfaithError)) throw error;
    throw new FullfaithError(error.kind, error.message, error.help ?? helpFor(kind));
  }
}

function refuse(kind: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new FullfaithError('input', faultList(faults), helpFor(kind));
}

function helpFor(kind: string): string {
  return `Mend the ${kind}; docs/rules.md explains it and schema/${kind}.schema.json describes every field.`;
}

function wrongId(document: Document, id: string): readonly string[] {
  return id === document.id
    ? []
    : [at(document, ['id'], `id is "${excerpt(id)}", but this file's place makes it "${document.id}".`)];
}

function wrongLevel(document: Document, caps: string, levels: Ladder['levels']): readonly string[] {
  const ids = levels.map(({ id }) => id);
  if (!ids.includes(caps)) {
    const message = `the policy has no level "${excerpt(caps)}"; it has ${ids.join(', ')}.${didYouMean(caps, ids)}`;
    return [at(document, ['otherwise', 'caps'], message)];
  }
  if (caps !== ids.at(-1)) return [];
  return [at(document, ['otherwise', 'caps'], `"${caps}" is the best level: a rule that caps there changes nothing.`)];
}

function wrongExpression(document: Document, path: Path, compile: () => unknown): readonly string[] {
  try {
    compile();
    return [];
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    const start = document.yaml.locate(path);
    const value = path.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), document.yaml.value);
    const before = String(value).slice(0, error.offset);
    return [atLocation(locateInScalar(document.text, start, before), `${path.join('.')}: ${error.message}`)];
  }
}

function at({ yaml }: Document, path: Path, message: string): string {
  return atLocation(yaml.locate(path), message);
}

function reasonOf({ reason }: { reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
