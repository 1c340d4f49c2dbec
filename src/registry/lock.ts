import { Document } from 'yaml';
import { z } from 'zod';
import { FullfaithError } from '../model/error.ts';
import { guarantees, type Guarantee } from '../model/guarantee.ts';
import type { Location } from '../model/chain.ts';
import { chainId } from './chain-schema.ts';
import { complaints } from './complaint.ts';
import { parseYaml } from './yaml-text.ts';

const credit = z.strictObject({ level: z.string(), best: z.string(), worst: z.string() });

/** `windowSeconds` is `null` where users cannot leave alone or the time is unknown. */
const count = z.int({ error: 'has to be a whole number' }).min(0, { error: 'cannot be negative' });

const weakest = z.strictObject({
  keys: count,
  delaySeconds: count,
  windowSeconds: z.int().nullable(),
});

const body = z.strictObject({
  policy: z.string(),
  policyVersion: z.string(),
  credit,
  guarantees: z.strictObject(each(() => credit)),
  /** The weakest coalition by guarantee; `null` where nobody can break it. */
  weakest: z.strictObject(each(() => weakest.nullable())),
  block: count,
  /** The Merkle root over the evidence: 32 bytes. */
  evidenceRoot: z.string().regex(/^0x[0-9a-f]{64}$/, { error: 'has to be 0x and 64 lower-case hexadecimal digits' }),
});

const lockSchema = z.strictObject({ chains: z.record(chainId, body) });

/** The verdict that a team relies on for one chain, with what it rests on. */
export type LockEntry = { readonly chain: string } & z.infer<typeof body>;

/** The lock file: its entries by chain, and where each stands. */
export type Lock = {
  readonly entries: ReadonlyMap<string, LockEntry>;
  readonly locations: Readonly<Record<string, Location>>;
};

/** Reads the lock file. Throws a `FullfaithError` that lists every fault with file, line and column. */
export function parseLock(text: string, file: string): Lock {
  const yaml = parseYaml(text, file);
  const result = lockSchema.safeParse(yaml.value);
  if (!result.success) {
    throw new FullfaithError(
      'input',
      complaints(yaml, lockSchema, result.error).join('\n'),
      'Take the last good version back, or write it anew with `fullfaith check --update`.',
    );
  }
  const entries = Object.entries(result.data.chains).map(([chain, entry]) => [chain, { chain, ...entry }] as const);
  return { entries: new Map(entries), locations: yaml.locations };
}

/**
 * The text of the lock file: sorted by chain, one line for what changes together, so that a review shows what a change
 * of verdict is. Equal entries give equal text, in whatever order they come.
 */
export function renderLock(entries: Iterable<LockEntry>): string {
  const sorted = [...entries].sort((a, b) => (a.chain < b.chain ? -1 : 1));
  const document = new Document({});
  const inLine = (value: object | null) => document.createNode(value, { flow: true });
  const chains = sorted.map(({ chain, policy, policyVersion, credit, ...entry }) => [
    chain,
    {
      policy,
      policyVersion,
      credit: inLine(inOrder(credit, ['level', 'best', 'worst'])),
      guarantees: each((guarantee) => inLine(inOrder(entry.guarantees[guarantee], ['level', 'best', 'worst']))),
      weakest: each((guarantee) =>
        inLine(inOrder(entry.weakest[guarantee], ['keys', 'delaySeconds', 'windowSeconds'])),
      ),
      block: entry.block,
      evidenceRoot: entry.evidenceRoot,
    },
  ]);
  const contents = document.createNode({ chains: Object.fromEntries(chains) as unknown });
  contents.commentBefore = ' Written by `fullfaith check --update`, and by nothing else.';
  document.contents = contents;
  return document.toString({ lineWidth: 120, singleQuote: true, trailingComma: true });
}

function each<T>(make: (guarantee: Guarantee) => T): Record<Guarantee, T> {
  return Object.fromEntries(guarantees.map((guarantee) => [guarantee, make(guarantee)])) as Record<Guarantee, T>;
}

function inOrder<T extends object>(value: T | null, keys: readonly (keyof T)[]): Partial<T> | null {
  return value === null ? null : (Object.fromEntries(keys.map((key) => [key, value[key]])) as Partial<T>);
}
