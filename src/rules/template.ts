import { CelError, Wei, type CelValue, type Names } from './cel.ts';
import { compileFormula, type Formula, type Lookup } from './expression.ts';

/** A compiled text with computed parts; `text` is null where a part cannot be computed. */
export type Template = (lookup: Lookup) => { readonly text: string | null; readonly because: readonly string[] };

type Part = string | (Formula & { readonly isDuration: boolean });

/** Other words for what is computed, by the words that are replaced. */
export type Labels = Readonly<Record<string, string>>;

/** Compiles `a text with {CEL}`. Throws a `CelError`, whose offset counts within the whole text. */
export function compileTemplate(source: string, names: Names, labels: Labels = {}): Template {
  const parts = partsOf(source, names);
  return (lookup) => {
    const results = parts.map((part) =>
      typeof part === 'string' ? { text: part, because: [] } : compute(part, lookup, labels),
    );
    const isWhole = results.every(({ text }) => text !== null);
    return {
      text: isWhole ? results.map(({ text }) => text).join('') : null,
      because: results.flatMap(({ because }) => because),
    };
  };
}

function partsOf(source: string, names: Names): readonly Part[] {
  return source.split(/(\{[^{}]*\})/).map((piece, index, pieces) => {
    const offset = pieces.slice(0, index).join('').length;
    if (index % 2 === 0) {
      const stray = piece.search(/[{}]/);
      if (stray >= 0) throw new CelError('a brace has no partner', offset + stray);
      return piece;
    }
    try {
      const formula = compileFormula(piece.slice(1, -1), names);
      return { ...formula, isDuration: formula.names.some((name) => names[name]?.type.kind === 'seconds') };
    } catch (error) {
      throw error instanceof CelError ? new CelError(error.message, offset + 1 + error.offset) : error;
    }
  });
}

function compute(part: Exclude<Part, string>, lookup: Lookup, labels: Labels) {
  const { value, because } = part.compute(lookup);
  const text = value === null ? null : render(value, part.isDuration);
  return { text: text !== null && Object.hasOwn(labels, text) ? (labels[text] ?? text) : text, because: [...because] };
}

function render(value: CelValue, isDuration: boolean): string {
  if (value instanceof Wei) return `${value.amount} wei`;
  return typeof value === 'bigint' && isDuration ? renderDuration(value) : String(value);
}

const units = [
  ['d', 86_400n],
  ['h', 3_600n],
  ['m', 60n],
  ['s', 1n],
] as const;

/** The two largest units, rounded down: `7d`, `1d 12h`. */
function renderDuration(seconds: bigint): string {
  if (seconds < 0n) return `-${renderDuration(-seconds)}`;
  let rest = seconds;
  const words = units.flatMap(([unit, size]) => {
    const count = rest / size;
    rest %= size;
    return count === 0n ? [] : [`${count}${unit}`];
  });
  return words.slice(0, 2).join(' ') || '0s';
}
