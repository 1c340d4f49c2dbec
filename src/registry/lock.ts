import { Document } from 'yaml';
import * as z from 'zod';
import { FullfaithError } from '../model/error.ts';
import { guarantees, type Guarantee } from '../model/guarantee.ts';
import type { Location } from '../model/chain.ts';
import { chainId } from './chain-schema.ts';
import { complaints } from './complaint.ts';
import { faultList } from './fault-list.ts';
import { parseYaml } from './yaml-text.ts';

const credit = z.strictObject({ level: z.string(), best: z.string(), worst: z.string() });

const count = z.int({ error: 'has to be a whole number' }).min(0, { error: 'cannot be negative' });

/** `windowSeconds` is `null` where users cannot leave alone or the time is unknown. */
const weakest = z.strictObject({
  power: z.string(),
  keys: count,
  delaySeconds: count,
  windowSeconds: z.int().nullable(),
});

/** A frontier: how many keys suffice after each delay, in seconds, at which the answer changes. */
const keysByDelay = z.record(z.string().regex(/^\d+$/, { error: 'has to be a number of seconds' }), count);

/** The first eight bytes of a hash: enough to notice a change, short enough to read. */
const digest = z.string().regex(/^[0-9a-f]{16}$/, { error: 'has to be 16 lower-case hexadecimal digits' });

const body = z.strictObject({
  policy: z.string(),
  policyVersion: z.string(),
  credit,
  guarantees: z.strictObject(each(() => credit)),
  /** The weakest coalition by guarantee; `null` where nobody can break it. */
  weakest: z.strictObject(each(() => weakest.nullable())),
  /** The rules that failed or were open. */
  broken: z.array(z.string()),
  /** What every fact was; `null` where it was unknown. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** How many keys could use each power and how fast, and a digest of everybody who can take part. */
  powers: z.record(z.string(), z.strictObject({ keysByDelay, holders: digest })),
  /** The contracts that made the chain, by address, with a digest of the code they ran. */
  contracts: z.record(z.string(), z.strictObject({ role: z.string(), code: digest })),
  block: count,
  /** The Merkle root over the evidence: 32 bytes; `null` where it was read from a node and not recorded. */
  evidenceRoot: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, { error: 'has to be 0x and 64 lower-case hexadecimal digits' })
    .nullable(),
});

const lockSchema = z.strictObject({ chains: z.record(chainId, body) });

/** The verdict that a team relies on for one chain, with what it rests on. */
export type LockEntry = { readonly chain: string } & z.infer<typeof body>;

/** The lock file: its entries by chain. */
export type Lock = {
  readonly entries: ReadonlyMap<string, LockEntry>;
  /** Where a chain's entry stands, or where there is none, the nearest to it. */
  readonly locate: (chain: string) => Location;
};

/** Reads the lock file. Throws a `FullfaithError` that lists every fault with file, line and column. */
export function parseLock(text: string, file: string): Lock {
  const yaml = parseYaml(text, file);
  const result = lockSchema.safeParse(yaml.value);
  if (!result.success) {
    throw new FullfaithError(
      'input',
      faultList(complaints(yaml, lockSchema, result.error)),
      'Take the last good version back, or delete it and write it anew with `fullfaith check --update`.',
    );
  }
  const entries = Object.entries(result.data.chains).map(([chain, entry]) => [chain, { chain, ...entry }] as const);
  return { entries: new Map(entries), locate: (chain) => yaml.locateKey(['chains', chain]) };
}

/**
 * The text of the lock file: sorted by chain, one line for what changes together, so that a review shows what a change
 * of verdict is. Equal entries give equal text, in whatever order they come.
 */
export function renderLock(entries: Iterable<LockEntry>): string {
  const document = new Document({});
  const inLine = (value: object | null) => document.createNode(value, { flow: true });
  const chains = [...entries].map((entry) => [entry.chain, lines(entry, inLine)] as const);
  const contents = document.createNode({ chains: sorted(Object.fromEntries(chains)) as unknown });
  contents.commentBefore = ' Written by `fullfaith check --update`, and by nothing else.';
  document.contents = contents;
  return document.toString({ lineWidth: 120, singleQuote: true, trailingComma: true });
}

function lines(entry: LockEntry, inLine: (value: object | null) => unknown): Record<string, unknown> {
  const { policy, policyVersion, guarantees: levels, weakest: sets, powers, contracts } = entry;
  const level = (one: z.infer<typeof credit>) => inLine(inOrder(one, ['level', 'best', 'worst']));
  return {
    policy,
    policyVersion,
    credit: level(entry.credit),
    guarantees: each((guarantee) => level(levels[guarantee])),
    weakest: each((guarantee) => inLine(inOrder(sets[guarantee], ['power', 'keys', 'delaySeconds', 'windowSeconds']))),
    broken: entry.broken.toSorted(),
    facts: sorted(entry.facts),
    powers: mapped(powers, ({ keysByDelay: frontier, holders }) => {
      return inLine({
        keysByDelay: new Map(Object.entries(frontier).map(([delay, keys]) => [Number(delay), keys])),
        holders,
      });
    }),
    contracts: mapped(contracts, (one) => inLine(inOrder(one, ['role', 'code']))),
    block: entry.block,
    evidenceRoot: entry.evidenceRoot,
  };
}

function each<T>(make: (guarantee: Guarantee) => T): Record<Guarantee, T> {
  return Object.fromEntries(guarantees.map((guarantee) => [guarantee, make(guarantee)])) as Record<Guarantee, T>;
}

function sorted<T>(record: Readonly<Record<string, T>>): Map<string, T> {
  return new Map(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Map<string, U> {
  return new Map([...sorted(record)].map(([key, value]) => [key, change(value)]));
}

function inOrder<T extends object>(value: T | null, keys: readonly (keyof T)[]): Partial<T> | null {
  return value === null ? null : (Object.fromEntries(keys.map((key) => [key, value[key]])) as Partial<T>);
}
