import type { FactValue } from '../model/fact.ts';
import type { Observation } from '../model/observation.ts';
import { CelError, celOver, celValue, parseCel, parseTyped, program, variable } from './cel.ts';
import type { CelNode, CelValue, Names } from './cel.ts';
import { childrenOf, mentionsOf, type Mention } from './guards.ts';

/** Gives the value of a name, in full (`fact.proof.kind`); undefined counts as unknown. */
export type Lookup = (name: string) => Observation<FactValue> | undefined;

/**
 * A compiled condition: three-valued, and it says on which names the answer rests. It may be asked under several readings
 * of what is unresolved; a comparison on which they differ is unknown.
 */
export type Condition = (...readings: readonly Lookup[]) => Answer;

/** `because` names the facts that decided, or, where `holds` is `unknown`, those that are missing. */
export type Answer = { readonly holds: boolean | 'unknown'; readonly because: ReadonlySet<string> };

/** A compiled expression of any type; null where a fact is missing or CEL has no answer (an overflow). */
export type Formula = {
  readonly type: string;
  readonly names: readonly string[];
  readonly compute: (lookup: Lookup) => Computed;
};
export type Computed = { readonly value: CelValue | null; readonly because: ReadonlySet<string> };

type Environment = ReturnType<typeof celOver>;
type Compiler = { readonly environment: Environment; readonly names: Names; readonly mentions: readonly Mention[] };

const environments = new WeakMap<Names, Environment>();

// Compiling takes far longer than evaluating, and each condition is asked for twice: when its rule is checked, and to ask it.
const conditions = new WeakMap<Names, Map<string, Condition>>();

/** Compiles a condition over facts under the given names, once. Throws a `CelError` for whatever is wrong with it. */
export function compileCondition(source: string, names: Names): Condition {
  const known = conditions.get(names) ?? new Map<string, Condition>();
  conditions.set(names, known);
  const before = known.get(source);
  if (before !== undefined) return before;
  const { node, type, compiler } = analyse(source, names);
  if (type !== 'bool') throw new CelError(`a condition has to be true or false; this is ${type}`, 0);
  const condition = conditionOf(node, compiler);
  known.set(source, condition);
  return condition;
}

/** Compiles an expression of any type. Throws a `CelError` for whatever is wrong with it. */
export function compileFormula(source: string, names: Names): Formula {
  const { node, type, compiler } = analyse(source, names);
  return { type, names: compiler.mentions.map(({ name }) => name), compute: formulaOf(node, compiler) };
}

function analyse(source: string, names: Names): { node: CelNode; type: string; compiler: Compiler } {
  const environment = environments.get(names) ?? celOver(names);
  environments.set(names, environment);
  const mentions = mentionsOf(parseCel(environment, source), source, names);
  const flat = mentions.reduce(
    (text, { name, start, end }) => text.slice(0, start) + variable(name) + text.slice(end),
    source,
  );
  const { node, type } = parseTyped(environment, flat);
  const compiler = { environment, names, mentions };
  evaluateConstants(node, compiler);
  return { node, type, compiler };
}

/** Arguments of functions are checked by running them: `wei("1e18")` has the right type and no value. */
function evaluateConstants(node: CelNode, compiler: Compiler): void {
  if (node.op === 'value' || node.op === 'id' || node.op === 'list') return;
  if (mentionsIn(node, compiler).length > 0) {
    for (const child of childrenOf(node)) evaluateConstants(child, compiler);
    return;
  }
  try {
    program(compiler.environment, node)({});
  } catch (error) {
    const { cause, message } = error as Error;
    throw new CelError(cause instanceof Error ? cause.message : (message.split('\n')[0] ?? message), node.range.start);
  }
}

function conditionOf(node: CelNode, compiler: Compiler): Condition {
  if (node.op === '&&' || node.op === '||') {
    const [left, right] = [conditionOf(node.args[0], compiler), conditionOf(node.args[1], compiler)];
    const decisive = node.op === '||';
    return (...readings) => combine(decisive, left(...readings), right(...readings));
  }
  if (node.op === '!_') {
    const of = conditionOf(node.args, compiler);
    return (...readings) => negate(of(...readings));
  }
  const compute = formulaOf(node, compiler);
  return (...readings) => {
    const results = readings.map(compute);
    const [value, ...others] = new Set(results.map((result) => result.value));
    const holds = typeof value === 'boolean' && others.length === 0 ? value : 'unknown';
    return { holds, because: union(results) };
  };
}

/** Kleene's “and” (`decisive` false) and “or” (`decisive` true): one decisive part is enough, whatever the other is. */
function combine(decisive: boolean, left: Answer, right: Answer): Answer {
  if (left.holds === decisive) return left;
  if (right.holds === decisive) return right;
  const unknown = [left, right].filter(({ holds }) => holds === 'unknown');
  if (unknown.length === 0) return { holds: !decisive, because: union([left, right]) };
  return { holds: 'unknown', because: union(unknown) };
}

function negate({ holds, because }: Answer): Answer {
  return { holds: holds === 'unknown' ? holds : !holds, because };
}

/** Everything below the connectives: it needs every fact it names. */
function formulaOf(node: CelNode, compiler: Compiler): Formula['compute'] {
  const names = new Set(mentionsIn(node, compiler).map(({ name }) => name));
  const variables = [...names].map((name) => ({ name, as: variable(name) }));
  const run = program(compiler.environment, node);
  return (lookup) => {
    const values: Record<string, CelValue> = {};
    const missing = new Set<string>();
    for (const { name, as } of variables) {
      const value = valueOf(name, lookup, compiler.names);
      if (value === undefined) missing.add(name);
      else values[as] = value;
    }
    return missing.size > 0 ? { value: null, because: missing } : { value: attempt(run, values), because: names };
  };
}

function valueOf(name: string, lookup: Lookup, names: Names): CelValue | undefined {
  const observation = lookup(name);
  const definition = names[name];
  if (observation?.status !== 'known' || definition === undefined) return undefined;
  return celValue(observation.value, definition);
}

/** Null where CEL throws: with every fact there that can only be an overflow, and that is no answer. */
function attempt(run: ReturnType<typeof program>, values: Readonly<Record<string, CelValue>>): CelValue | null {
  try {
    return run(values) as CelValue;
  } catch {
    return null;
  }
}

function mentionsIn(node: CelNode, { mentions }: Compiler): readonly Mention[] {
  return mentions.filter(({ start, end }) => start >= node.range.start && end <= node.range.end);
}

function union(answers: readonly Pick<Answer, 'because'>[]): ReadonlySet<string> {
  const [only, ...others] = answers;
  if (only !== undefined && others.length === 0) return only.because;
  return new Set(answers.flatMap(({ because }) => [...because]));
}
