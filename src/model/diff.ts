import type { Address, Hex } from 'viem';
import type { BodyId } from './authority.ts';
import type { Cause, Value } from './change.ts';
import type { Guarantee } from './guarantee.ts';
import type { Weakest } from './report.ts';
import type { Outcome } from './rule.ts';
import type { Credit } from './verdict.ts';

/** Raised when a field of the document is renamed or removed; additions leave it. */
export const diffSchemaVersion = '1.0';

/** The same thing on both sides; null where it is not there. */
export type Pair<T> = { readonly from: T | null; readonly to: T | null };

/** What one side of a diff was audited from. */
export type DiffSide = {
  readonly block: number;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly source: string;
  /** The policy’s id and version. */
  readonly policy: string;
};

/** A body by name, for people. */
export type NamedBody = { readonly id: BodyId; readonly address: Address; readonly name: string };

export type PowerDiff = {
  readonly id: string;
  readonly title: string;
  readonly breaks: readonly Guarantee[];
  readonly on: Address;
  readonly change: 'appeared' | 'vanished' | 'changed';
  /** Who can use it, as coalitions; the same on both sides where only the people changed. */
  readonly from: Value;
  readonly to: Value;
  /** Bodies and keys that can take part now and could not before, and the other way round. Sorted by id. */
  readonly joined: readonly NamedBody[];
  readonly left: readonly NamedBody[];
};

/** A body on both sides whose own rules or members changed. */
export type BodyDiff = NamedBody & {
  readonly joined: readonly NamedBody[];
  readonly left: readonly NamedBody[];
  readonly parameters: readonly { readonly name: string; readonly from: Value; readonly to: Value }[];
};

/** The code or the place of a contract or a body. */
export type CodeDiff = {
  /** The contract’s role or the body’s name. */
  readonly subject: string;
  readonly address: Address;
  /** Hashes of all code it runs, its own first; empty on the side where it is not there. */
  readonly from: readonly Hex[];
  readonly to: readonly Hex[];
};

export type FindingDiff = {
  readonly rule: string;
  readonly power: string | null;
  readonly message: string;
} & Pair<Outcome>;

export type ChainDiff = {
  readonly id: string;
  readonly name: string;
  readonly sides: Pair<DiffSide>;
  /** Null where it is the same. */
  readonly credit: Pair<Credit> | null;
  readonly guarantees: readonly ({ readonly guarantee: Guarantee } & Pair<Credit>)[];
  readonly weakest: readonly ({ readonly guarantee: Guarantee } & Pair<Weakest>)[];
  readonly facts: readonly { readonly name: string; readonly from: Value; readonly to: Value }[];
  readonly powers: readonly PowerDiff[];
  readonly bodies: readonly BodyDiff[];
  readonly code: readonly CodeDiff[];
  readonly findings: readonly FindingDiff[];
  /** What the changes mean for the verdict: one entry a level that moved, the whole first; empty where none did. */
  readonly meaning: readonly Meaning[];
};

/** Why a level moved. */
export type Meaning = { readonly guarantee: Guarantee | null; readonly causes: readonly Cause[] } & Pair<Credit>;

/** What differs between two audits of the same chains: plain JSON data, times in seconds. */
export type DiffReport = {
  readonly schemaVersion: typeof diffSchemaVersion;
  /** What the user compared, in the user’s words. */
  readonly from: string;
  readonly to: string;
  /** Chains in which something differs, sorted by id. */
  readonly chains: readonly ChainDiff[];
  /** Ids of the chains in which nothing does. */
  readonly same: readonly string[];
};
