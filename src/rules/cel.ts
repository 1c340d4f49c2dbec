import { Environment, serialize, type ASTNode } from '@marcbachmann/cel-js';
import type { FactDefinition, FactValue } from '../model/fact.ts';

/** What an expression may name, in full (`fact.proof.kind`), and of which type it is. */
export type Names = Readonly<Record<string, FactDefinition>>;

/** A node of a parsed expression. `range` counts characters from the beginning of the source. */
export type CelNode = ASTNode;

/** What a name stands for when an expression runs. */
export type CelValue = boolean | bigint | string | Wei;

/** An expression that cannot be used. `offset` counts characters from its beginning. */
export class CelError extends Error {
  override readonly name = 'CelError';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** An amount. A type of its own, because CEL's integers end at 2^63 and amounts must not be mixed with other numbers. */
export class Wei {
  readonly amount: bigint;

  constructor(amount: bigint) {
    this.amount = amount;
  }
}

/** The functions that expressions may call, as they are declared. */
export const functions = {
  days: 'days(int): int',
  hours: 'hours(int): int',
  ether: 'ether(int): Wei',
  wei: 'wei(string): Wei',
} as const;

const greatest = 2n ** 63n - 1n;
const limits = { maxAstNodes: 500, maxDepth: 50, maxListElements: 100, maxCallArguments: 4 };
const celTypes = {
  boolean: 'bool',
  integer: 'int',
  seconds: 'int',
  wei: 'Wei',
  text: 'string',
  choice: 'string',
} as const;

/** Whether the number fits CEL's 64-bit integers. */
export function isInt64(value: bigint): boolean {
  return value <= greatest && value >= -greatest - 1n;
}

/** The language over the given names: variables are the names with `_` for `.`, so that positions stay the same. */
export function celOver(names: Names): Environment {
  const environment = new Environment({ limits })
    .registerType('Wei', Wei)
    .registerFunction(functions.days, (count: bigint) => int64(count * 86_400n))
    .registerFunction(functions.hours, (count: bigint) => int64(count * 3_600n))
    .registerFunction(functions.ether, (count: bigint) => new Wei(count * 10n ** 18n))
    .registerFunction(functions.wei, (digits: string) => new Wei(parseWei(digits)))
    .registerOperator('Wei == Wei', (a: Wei, b: Wei) => a.amount === b.amount)
    .registerOperator('Wei < Wei', (a: Wei, b: Wei) => a.amount < b.amount)
    .registerOperator('Wei <= Wei', (a: Wei, b: Wei) => a.amount <= b.amount)
    .registerOperator('Wei > Wei', (a: Wei, b: Wei) => a.amount > b.amount)
    .registerOperator('Wei >= Wei', (a: Wei, b: Wei) => a.amount >= b.amount)
    .registerOperator('Wei + Wei', (a: Wei, b: Wei) => new Wei(a.amount + b.amount));
  for (const [name, { type }] of Object.entries(names))
    environment.registerVariable(variable(name), celTypes[type.kind]);
  return environment;
}

/** The variable that stands for a name. It has the name's length. */
export function variable(name: string): string {
  return name.replaceAll('.', '_');
}

/** Parses without looking at names or types. Throws a `CelError`. */
export function parseCel(environment: Environment, source: string): CelNode {
  return parsed(environment, source).ast;
}

function parsed(environment: Environment, source: string) {
  try {
    return environment.parse(source);
  } catch (error) {
    throw celError(error);
  }
}

/** An expression whose names are variables already, and its type: `bool`, `int`, `string` or `Wei`. Throws a `CelError`. */
export function parseTyped(
  environment: Environment,
  source: string,
): { readonly node: CelNode; readonly type: string } {
  const { ast: node, check } = parsed(environment, source);
  const { valid, type, error } = check();
  if (!valid || type === undefined) throw celError(error);
  return { node, type };
}

/** A function that computes the node from the values of its variables; it throws where CEL has no answer. */
export function program(
  environment: Environment,
  node: CelNode,
): (values: Readonly<Record<string, CelValue>>) => unknown {
  return environment.parse(serialize(node));
}

/** A fact's value as CEL sees it; undefined if it is not of the type that the vocabulary says. */
export function celValue(value: FactValue, { type }: FactDefinition): CelValue | undefined {
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'choice':
      return typeof value === 'string' && type.of.includes(value) ? value : undefined;
    case 'integer':
    case 'seconds': {
      const whole = wholeNumber(value);
      return whole !== undefined && isInt64(whole) ? whole : undefined;
    }
    case 'wei': {
      const whole = wholeNumber(value);
      return whole === undefined ? undefined : new Wei(whole);
    }
  }
}

function wholeNumber(value: FactValue): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}

function parseWei(digits: string): bigint {
  if (!/^[0-9]{1,78}$/.test(digits)) throw new RangeError('an amount in wei is a whole number in quotes');
  return BigInt(digits);
}

function int64(value: bigint): bigint {
  if (!isInt64(value)) throw new RangeError('the number does not fit 64 bits');
  return value;
}

function celError(error: unknown): CelError {
  const { summary, message, range } = error as { summary?: string; message?: string; range?: { start: number } };
  return new CelError(summary ?? message ?? String(error), range?.start ?? 0);
}
