/** Longer values are cut in messages. */
const longestValue = 120;

/** Where two JSON values differ first, as `path: … instead of …`; `null` where they are the same. */
export function firstDifference(said: unknown, found: unknown, path = ''): string | null {
  if (Object.is(said, found)) return null;
  if (!isComposite(said) || !isComposite(found) || Array.isArray(said) !== Array.isArray(found)) {
    return `${path === '' ? 'the whole' : path}: ${shown(said)} instead of ${shown(found)}`;
  }
  for (const key of new Set([...Object.keys(found), ...Object.keys(said)])) {
    const step = path === '' ? key : `${path}.${key}`;
    const difference = firstDifference(member(said, key), member(found, key), step);
    if (difference !== null) return difference;
  }
  return null;
}

function member(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
