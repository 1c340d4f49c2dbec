import type { Address, Hex } from 'viem';
import type { Authority, Body, BodyId } from './authority.ts';
import type { Location, Waiver } from './chain.ts';
import type { Coalition, Refusal } from './coalition.ts';
import type { BlockTrust, Doubt, EvidenceId, Grade } from './evidence.ts';
import type { FactType } from './fact.ts';
import type { Guarantee } from './guarantee.ts';
import type { DimensionFinding, Finding, Policy, Rule } from './rule.ts';
import type { Credit } from './verdict.ts';

/** Raised when a field of the JSON report is renamed or removed; additions leave it. */
export const schemaVersion = '1.0';

/**
 * The one document that reporters, the gate and the diff read: plain JSON data (no bigint, no undefined), times in
 * seconds, amounts in wei as decimal strings.
 */
export type AuditReport = {
  readonly schemaVersion: typeof schemaVersion;
  readonly policy: Pick<Policy, 'id' | 'title' | 'version' | 'levels'> & { readonly rules: readonly RuleReport[] };
  readonly chains: readonly ChainReport[];
  /** The chains that were asked for and of which there is no evidence, by id. Left out where there are none. */
  readonly unaudited?: readonly Unaudited[];
};

/** A chain of the registry without evidence: its verdict is open from end to end, whatever people say of it. */
export type Unaudited = Pick<ChainReport, 'id' | 'name' | 'chainId' | 'stack' | 'archived' | 'location' | 'credit'> & {
  readonly reason: string;
};

/** A rule of the policy as reports cite it: without its expressions. */
export type RuleReport = Pick<Rule, 'id' | 'title' | 'guarantees' | 'otherwise' | 'references'>;

export type ChainReport = {
  readonly id: string;
  readonly name: string;
  readonly chainId: number | null;
  readonly stack: string;
  readonly archived: boolean;
  /** Of its registry entry, so that SARIF and annotations can point at it. */
  readonly location: Location;
  readonly credit: Credit;
  readonly guarantees: Readonly<Record<Guarantee, Credit & { readonly weakest: Weakest | null }>>;
  readonly facts: Readonly<Record<string, FactReport>>;
  /** What the policy's dimensions say; empty where it has none. */
  readonly dimensions: readonly DimensionFinding[];
  readonly powers: readonly PowerReport[];
  readonly exit: ExitReport;
  /** Every body that was resolved, sorted by id. */
  readonly bodies: readonly Body[];
  readonly contracts: readonly ContractReport[];
  /** The hash of every code that was read, by the id of the read. What has no code of its own, as keys have not, is left out. */
  readonly code: Readonly<Record<EvidenceId, Hex>>;
  readonly notes: readonly string[];
  /** `location` is the line of the entry that a finding is about; left out where it is the entry as a whole. */
  readonly findings: readonly (Finding & { readonly location?: Location })[];
  /** Findings that somebody answers for; they change no verdict. */
  readonly waivers: readonly WaiverReport[];
  readonly evidence: EvidenceReport;
};

/** A waiver, and whether its last day is over. */
export type WaiverReport = Waiver & { readonly expired: boolean };

/** A contract that makes the chain. `evidence` names its code, its implementation's and how one was found from the other. */
export type ContractReport = {
  readonly role: string;
  readonly address: Address;
  readonly evidence: readonly EvidenceId[];
};

/** The power that most endangers a guarantee, and the smallest set of keys that has it. */
export type Weakest = {
  readonly power: string;
  readonly title: string;
  /** How many distinct keys. */
  readonly keys: number;
  /** The fewest organisations that can do it as fast, where the registry says whose keys some are. */
  readonly entities?: number;
  readonly delaySeconds: number;
  /** Delay less the time to start an exit; null where users cannot leave alone or the time is unknown. */
  readonly windowSeconds: number | null;
  readonly members: readonly { readonly id: BodyId; readonly address: Address; readonly name: string }[];
  /** From the contract acted on to the keys, one step a line. */
  readonly path: readonly string[];
  /** Reasons why parts of it are taken for hostile. */
  readonly unresolved: readonly string[];
};

export type FactReport = {
  readonly type: FactType['kind'];
  readonly evidence: readonly EvidenceId[];
} & ({ readonly value: string | number | boolean } | { readonly unknown: string });

export type PowerReport = {
  readonly id: string;
  readonly title: string;
  readonly effect: string;
  readonly breaks: readonly Guarantee[];
  readonly on: Address;
  readonly selectors: readonly Hex[];
  readonly lastsSeconds: number | null;
  readonly authority: Authority;
  readonly vetoes: readonly Authority[];
  /** Unresolved authorities counted as hostile keys; `entities` as in `Weakest`. */
  readonly frontier: readonly (Coalition & { readonly windowSeconds: number | null; readonly entities?: number })[];
  /** Null where it takes no key to use the power, no keys where nobody can. Left out by earlier versions. */
  readonly blocking?: Refusal | null;
  readonly unresolved: readonly string[];
  readonly evidence: readonly EvidenceId[];
};

export type ExitReport = {
  readonly possible: boolean | null;
  readonly startSeconds: number | null;
  readonly finishSeconds: number | null;
  readonly terms: readonly {
    readonly name: string;
    readonly phase: 'start' | 'finish';
    readonly seconds: number | null;
    readonly source: string;
    readonly unknown?: string;
  }[];
};

export type EvidenceReport = {
  readonly block: number;
  readonly blockHash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly source: string;
  /** The lowest of all reads that were answered: what the verdict rests on is at least of this. */
  readonly grade: Grade;
  /** How many reads are of which grade, best first; left out where all are of one. */
  readonly grades?: readonly { readonly grade: Grade; readonly reads: number }[];
  /** On whose word the block's hash is taken; left out where the block was not read from a node. */
  readonly blockTrust?: BlockTrust;
  /** Whole days between the block and the time the audit was asked for. */
  readonly ageDays: number;
  readonly reads: number;
  /** Reads that failed, with the reason. */
  readonly failed: readonly { readonly id: EvidenceId; readonly reason: string }[];
  /** What providers did not agree on, and who of them took no part; left out where there is nothing to say. */
  readonly doubts?: readonly Doubt[];
};
