import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import type { Options } from './command.ts';
import { blockOf } from './open-nodes.ts';
import { type Places, placesOf, policyCalled } from './places.ts';
import type { Surroundings } from './surroundings.ts';

/** What an argument of `diff` names. `label` is the argument itself. */
export type Side = { readonly label: string; readonly places: Places } & (
  | { readonly kind: 'recording'; readonly file: string }
  | { readonly kind: 'recordings' | 'registry' | 'policy' }
  | { readonly kind: 'block'; readonly block: string }
);

/** The sides that both arguments name. Throws a `FullfaithError` for what is nothing, and for two that cannot be compared. */
export function sidesOf(
  words: readonly string[],
  options: Options,
  surroundings: Surroundings,
): readonly [from: Side, to: Side] {
  const [from, to] = words.map((word) => sideOf(word, options, surroundings));
  if (from === undefined || to === undefined) throw new Error('diff without two arguments');
  const isEvidence = ({ kind }: Side) => kind !== 'registry' && kind !== 'policy';
  if (from.kind !== to.kind && !(isEvidence(from) && isEvidence(to))) {
    const message = `${from.label} is a ${from.kind}, ${to.label} is a ${to.kind}: they cannot be compared.`;
    throw new FullfaithError('input', message, 'Name two recordings or blocks, two registries, or two policies.');
  }
  return [from, to];
}

function sideOf(word: string, options: Options, surroundings: Surroundings): Side {
  const shared = { label: word, places: placesOf(options, surroundings) };
  if (existsSync(word)) {
    if (statSync(word).isFile()) return { ...shared, kind: 'recording', file: word };
    if (existsSync(join(word, 'chains'))) return { ...shared, kind: 'registry', places: placesIn(word) };
    if (existsSync(join(word, 'policy.yaml'))) return policySide(asFolder(word));
    if (readdirSync(word).some((file) => file.endsWith('.json'))) {
      return { ...shared, kind: 'recordings', places: placesOf({ ...options, evidence: word }, surroundings) };
    }
  }
  if (policyCalled(word, surroundings) !== undefined) return policySide(word);
  if (isBlock(word)) return { ...shared, kind: 'block', block: word };
  const help = 'It has to be a recording, a folder of recordings, a block, a registry or a policy.';
  throw new FullfaithError('input', `${JSON.stringify(word)} is nothing that could be compared.`, help);

  // A registry without recordings, such as an edited copy, is audited on the recordings that are there anyway.
  function placesIn(registry: string): Places {
    const evidence = options.evidence ?? (existsSync(join(registry, 'evidence')) ? undefined : shared.places.evidence);
    return placesOf({ ...options, registry, ...(evidence === undefined ? {} : { evidence }) }, surroundings);
  }

  function policySide(policy: string): Side {
    return { ...shared, kind: 'policy', places: placesOf({ ...options, policy }, surroundings) };
  }
}

// A policy without a slash is one of the rules folder.
function asFolder(word: string): string {
  return /[\\/]/.test(word) ? word : `./${word}`;
}

function isBlock(word: string): boolean {
  try {
    return blockOf({ block: word }) !== undefined;
  } catch {
    return false;
  }
}
