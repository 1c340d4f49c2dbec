import { isDeepStrictEqual } from 'node:util';
import { none, type Pace, text, type Value } from '../model/change.ts';
import { vocabulary } from '../model/vocabulary.ts';
import type { LockEntry } from '../registry/lock.ts';
import type { Pin } from './pin.ts';

/** What differs between the lock's entry for a chain and the one that would be written now, beside the levels. */
export type EntryChanges = {
  readonly facts: readonly Named[];
  readonly powers: readonly (Named & { readonly weaker: boolean; readonly otherHolders: boolean })[];
  readonly contracts: readonly (Named & { readonly role: string })[];
};

/** One thing by its name; `none` on the side where it is not there. */
export type Named = { readonly name: string; readonly from: Value; readonly to: Value };

/** Compares two entries for the same chain. */
export function entryChanges(before: Pin, after: Pin): EntryChanges {
  return {
    facts: pairs(before.facts, after.facts)
      .filter(({ from, to }) => (from ?? null) !== (to ?? null))
      .map(({ name, from, to }) => ({ name, from: factValue(name, from), to: factValue(name, to) })),
    powers: pairs(before.powers, after.powers).flatMap(({ name, from, to }) => powerChange(name, from, to)),
    contracts: pairs(before.contracts, after.contracts)
      .filter(({ from, to }) => from?.code !== to?.code || from?.role !== to?.role)
      .map(({ name, from, to }) => ({
        name,
        role: to?.role ?? from?.role ?? '',
        from: text(from === undefined ? null : `code ${from.code}`),
        to: text(to === undefined ? null : `code ${to.code}`),
      })),
  };
}

/** Everything of both records by its key, sorted. */
export function pairs<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): readonly { readonly name: string; readonly from: T | undefined; readonly to: T | undefined }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const get = (record: Readonly<Record<string, T>>, name: string) =>
    Object.hasOwn(record, name) ? record[name] : undefined;
  return names.map((name) => ({ name, from: get(before, name), to: get(after, name) }));
}

/** A fact of the vocabulary as a side of a change. A fact that is not there counts as unknown. */
export function factValue(name: string, value: string | number | boolean | null | undefined): Value {
  const type = Object.hasOwn(vocabulary, name) ? vocabulary[name as keyof typeof vocabulary].type.kind : 'text';
  return { kind: 'fact', type, value: value ?? null };
}

/** Whether somebody can act with fewer keys than before, or as few can act faster. */
export function isWeaker(before: readonly Pace[], after: readonly Pace[]): boolean {
  const fewest = (seconds: number) =>
    Math.min(Infinity, ...before.filter(({ delaySeconds }) => delaySeconds <= seconds).map(({ keys }) => keys));
  return after.some(({ keys, delaySeconds }) => keys < fewest(delaySeconds));
}

type Power = LockEntry['powers'][string];

function powerChange(name: string, from: Power | undefined, to: Power | undefined): EntryChanges['powers'] {
  const [before, after] = [paces(from), paces(to)];
  const otherHolders = from !== undefined && to !== undefined && from.holders !== to.holders;
  if (from !== undefined && to !== undefined && !otherHolders && isDeepStrictEqual(before, after)) return [];
  const side = (power: Power | undefined, of: readonly Pace[]): Value =>
    power === undefined ? none : { kind: 'coalitions', of };
  return [{ name, from: side(from, before), to: side(to, after), weaker: isWeaker(before, after), otherHolders }];
}

function paces(power: Power | undefined): readonly Pace[] {
  return Object.entries(power?.keysByDelay ?? {})
    .map(([seconds, keys]) => ({ keys, delaySeconds: Number(seconds) }))
    .sort((a, b) => a.delaySeconds - b.delaySeconds);
}
