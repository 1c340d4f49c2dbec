import type { Address, Hex } from 'viem';

/**
 * How far a read can be trusted, best first: `proved` against a block header, `agreed` between providers, `read` from one
 * provider, `reconstructed` from a published data set, `attested` by people.
 */
export const grades = ['proved', 'agreed', 'read', 'reconstructed', 'attested'] as const;
export type Grade = (typeof grades)[number];

/** On whose word the hash of a block is taken: the user's, that of several providers who agree, or one provider's. */
export const blockTrusts = ['user', 'providers', 'provider'] as const;
export type BlockTrust = (typeof blockTrusts)[number];

/** What providers did not agree on, or one that takes no part and why. Of a disagreement nobody is believed. */
export type Doubt =
  | {
      readonly kind: 'disagreement';
      readonly id: EvidenceId;
      readonly said: readonly { readonly provider: string; readonly answer: string }[];
    }
  | { readonly kind: 'dropped'; readonly chainId: number; readonly provider: string; readonly reason: string };

/** Whether evidence of a grade is at least as good as what is required. */
export function isAtLeast(grade: Grade, required: Grade): boolean {
  return grades.indexOf(grade) <= grades.indexOf(required);
}

/** Names one read for ever: `<chainId>/<kind>/<target>[/<what>]`, all lower case. See `evidenceId`. */
export type EvidenceId = string;

/** The block that all reads of one audit on one chain are pinned to. `timestamp` is in Unix seconds. */
export type PinnedBlock = { readonly number: bigint; readonly hash: Hex; readonly timestamp: bigint };

/** One question to a chain. Logs are asked from the genesis to the pinned block. */
export type ReadRequest =
  | { readonly kind: 'call'; readonly to: Address; readonly data: Hex }
  | { readonly kind: 'slot'; readonly address: Address; readonly slot: Hex }
  | { readonly kind: 'code'; readonly address: Address }
  | { readonly kind: 'logs'; readonly address: Address; readonly topics: readonly (Hex | null)[] }
  | { readonly kind: 'transaction'; readonly hash: Hex };

/** A call that the EVM executed: what it returned, or that it reverted (which is an answer, not a failure to read). */
export type CallResult = { readonly returned: Hex } | { readonly reverted: Hex };

/** What the auditor needs of a contract's code; the code itself stays on the chain, its hash identifies it. */
export type CodeSummary = {
  /** keccak-256 of the runtime code; `0xc5d2…a470` for none. */
  readonly hash: Hex;
  /** In bytes. */
  readonly size: number;
  /** Every 4-byte (or shorter, left-padded) value the code pushes: a superset of the function selectors. Sorted. */
  readonly pushed: readonly Hex[];
  /** Whether the code has a DELEGATECALL: it may run code that is stored elsewhere. */
  readonly delegatecalls: boolean;
  /** Whom the code delegates everything to: EIP-7702 (`0xef0100…`), EIP-1167 and its kin. */
  readonly delegate?: { readonly kind: 'eip7702' | 'eip1167'; readonly to: Address };
};

/** One log, in chain order within its list. */
export type Log = {
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly block: bigint;
  readonly index: number;
  readonly transaction: Hex;
};

/** The parts of a transaction that say what was posted. */
export type TransactionInput = { readonly from: Address; readonly to: Address | null; readonly input: Hex };

/** What answers each kind of request. */
export type ReadResult = {
  readonly call: CallResult;
  readonly slot: Hex;
  readonly code: CodeSummary;
  readonly logs: readonly Log[];
  readonly transaction: TransactionInput;
};
