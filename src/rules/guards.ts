import { excerpt } from '../registry/excerpt.ts';
import { didYouMean } from '../registry/suggest.ts';
import { CelError, functions, isInt64, type CelNode, type Names } from './cel.ts';

/** One mention of a name in an expression. */
export type Mention = { readonly name: string; readonly start: number; readonly end: number };

const connectives = new Set(['&&', '||', '!_']);
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);
const arithmetic = new Set(['+', '-', '*', '-_']);

/**
 * Lets through only the part of CEL in which an unknown fact can never make an answer better: names, literals, comparisons,
 * `in` a list of literals, sums and products, `&&`, `||`, `!`, and our own functions. Returns the names in order.
 * Throws a `CelError` at the first node that is anything else (`has`, `dyn`, `matches`, bytes, macros, `? :`…).
 */
export function mentionsOf(node: CelNode, source: string, names: Names): readonly Mention[] {
  if (node.op === '.' || node.op === 'id') return [mention(node, source, names)];
  if (node.op === 'value') return literal(node);
  if (node.op === 'in') return membership(node, source, names);
  if (node.op === 'call') return call(node, source, names);
  if (connectives.has(node.op)) return childrenOf(node).flatMap((child) => mentionsOf(child, source, names));
  if (comparisons.has(node.op) || arithmetic.has(node.op)) return operation(node, source, names);
  throw new CelError(`${nameOf(node)} is not part of the rule language; see docs/rules.md`, node.range.start);
}

/** The operands of an operator. */
export function childrenOf(node: CelNode): readonly CelNode[] {
  if (node.op === 'call') return node.args[1];
  const args: readonly unknown[] = Array.isArray(node.args) ? node.args : [node.args];
  return args.filter((arg): arg is CelNode => typeof arg === 'object' && arg !== null && 'op' in arg);
}

function mention(node: CelNode, source: string, names: Names): Mention {
  const { start, end } = node.range;
  const written = source.slice(start, end);
  if (Object.hasOwn(names, written)) return { name: written, start, end };
  throw new CelError(unknownName(written, names), start);
}

function unknownName(name: string, names: Names): string {
  const written = excerpt(name);
  const all = Object.keys(names);
  const inGroup = all.filter((name) => name.startsWith(`${written}.`));
  if (inGroup.length > 0) return `"${written}" is no fact by itself. There are ${inGroup.join(', ')}.`;
  if (Object.hasOwn(names, `fact.${written}`)) return `"${written}" is written "fact.${written}" in rules.`;
  if (/^power\b/.test(written) && !all.some((name) => name.startsWith('power.'))) {
    return `"${written}" can only be used in rules of scope "power".`;
  }
  if (/[\s()]/.test(written)) return `"${written}" has to be one name, without spaces, line breaks or parentheses.`;
  return `"${written}" is not in the vocabulary.${didYouMean(written, all)}`;
}

function literal(node: CelNode & { op: 'value' }): readonly Mention[] {
  const { args: value } = node;
  if (typeof value === 'boolean' || typeof value === 'string') return [];
  if (typeof value === 'bigint' && isInt64(value)) return [];
  const what = typeof value === 'bigint' ? 'an integer beyond 64 bits' : nameOf(node);
  throw new CelError(`${what} is not part of the rule language; see docs/rules.md`, node.range.start);
}

function membership(node: CelNode & { op: 'in' }, source: string, names: Names): readonly Mention[] {
  const [left, right] = node.args;
  if (right.op !== 'list' || right.args.length === 0 || right.args.some(({ op }) => op !== 'value')) {
    throw new CelError('"in" needs a list of literals, like ["none", "fraud"], on its right', right.range.start);
  }
  const choices = choicesOf(left, source, names);
  for (const item of right.args) {
    mentionsOf(item, source, names);
    if (choices !== null) checkChoice(item, choices, source);
  }
  const mentions = mentionsOf(left, source, names);
  const measure = mentions.find(({ name }) => isMeasure(name, names));
  if (measure !== undefined) throw new CelError(`${measure.name} cannot be asked for by "in"`, measure.start);
  return mentions;
}

function call(node: CelNode & { op: 'call' }, source: string, names: Names): readonly Mention[] {
  const [name, operands] = node.args;
  if (Object.hasOwn(functions, name)) return operands.flatMap((operand) => mentionsOf(operand, source, names));
  const known = Object.keys(functions);
  throw new CelError(
    `"${excerpt(name)}" is no function of the rule language, which has ${known.join(', ')}.${didYouMean(name, known)}`,
    node.range.start,
  );
}

function operation(node: CelNode, source: string, names: Names): readonly Mention[] {
  const operands = childrenOf(node);
  for (const [index, operand] of operands.entries()) {
    if (operand.op === '&&' || operand.op === '||') {
      throw new CelError(`"${operand.op}" cannot stand inside "${node.op}"; compare each part`, operand.range.start);
    }
    const choices = choicesOf(operand, source, names);
    if (choices === null) continue;
    const other = operands[1 - index];
    if ((node.op === '==' || node.op === '!=') && other !== undefined) checkChoice(other, choices, source);
    else throw new CelError('a choice can only be compared by ==, != and in', node.range.start);
  }
  const mentions = operands.flatMap((operand) => mentionsOf(operand, source, names));
  if (comparisons.has(node.op)) refuseBends(node, mentions, names);
  return mentions;
}

/**
 * A power is read at the worst and at the best. What lies between is only covered while each comparison changes sides once
 * on the way: so it is about one measure of the power, and by order.
 */
function refuseBends(node: CelNode, mentions: readonly Mention[], names: Names): void {
  const measures = new Set(mentions.map(({ name }) => name).filter((name) => isMeasure(name, names)));
  if (measures.size === 0 || (measures.size === 1 && node.op !== '==' && node.op !== '!=')) return;
  throw new CelError(
    `${[...measures].join(' and ')} can only be compared by <, <=, > and >=, one in each comparison`,
    node.range.start,
  );
}

function isMeasure(name: string, names: Names): boolean {
  return name.startsWith('power.') && names[name]?.type.kind !== 'boolean';
}

/** What the named fact may be, if the node is a name of a choice. */
function choicesOf(node: CelNode, source: string, names: Names): readonly string[] | null {
  if (node.op !== '.' && node.op !== 'id') return null;
  const type = names[mention(node, source, names).name]?.type;
  return type?.kind === 'choice' ? type.of : null;
}

function checkChoice(node: CelNode, choices: readonly string[], source: string): void {
  const { start, end } = node.range;
  if (node.op === 'value' && typeof node.args === 'string' && choices.includes(node.args)) return;
  const hint = node.op === 'value' && typeof node.args === 'string' ? didYouMean(node.args, choices) : '';
  throw new CelError(
    `${excerpt(source.slice(start, end))} is not one of the choices ${choices.join(', ')}.${hint}`,
    start,
  );
}

function nameOf(node: CelNode): string {
  if (node.op === 'value') return `the literal ${excerpt(node.input.slice(node.range.start, node.range.end))}`;
  if (node.op === 'rcall') return `"${node.args[0]}"`;
  return node.op === '?:' ? 'the conditional "? :"' : `"${node.op}"`;
}
