import type { Hex } from 'viem';
import type { Grade } from './evidence.ts';

/** Raised when a field of the JSON of `fullfaith verify` is renamed or removed; additions leave it. */
export const verificationSchemaVersion = '1.0';

/** What can be verified. */
export type VerifiedKind = 'recording' | 'inclusion' | 'report';

/**
 * `holds`: shown, whoever made the file. `trusted`: somebody's word, that nothing here shows or contradicts. `open`: it could
 * be shown, but what it takes is not here. `fails`: the file is not genuine.
 */
export const checkOutcomes = ['holds', 'trusted', 'open', 'fails'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** One line of the checklist. `name` is for programs, `what` a sentence for people. */
export type VerificationCheck = { readonly name: string; readonly outcome: CheckOutcome; readonly what: string };

/** What the reads of one chain at one block rest on. */
export type EvidenceStanding = {
  /** The registry's id of the chain that was audited. */
  readonly chain: string;
  /** Of the chain that was read. */
  readonly chainId: number;
  readonly block: number;
  readonly blockHash: Hex;
  readonly source: string;
  /** How many of the answers have each grade, best first; grades that none has are left out. */
  readonly reads: Readonly<Partial<Record<Grade, number>>>;
  /** How many reads failed, and are unknown. */
  readonly failed: number;
};

/** `open` where nothing fails and something could not be checked. */
export type VerificationOutcome = 'genuine' | 'not-genuine' | 'open';

/** Everything that `fullfaith verify` says of a file. Plain JSON data. */
export type Verification = {
  readonly schemaVersion: typeof verificationSchemaVersion;
  readonly file: string;
  readonly kind: VerifiedKind;
  readonly outcome: VerificationOutcome;
  readonly checks: readonly VerificationCheck[];
  readonly evidence: readonly EvidenceStanding[];
};

/** What all checks together come to. */
export function outcomeOf(checks: readonly VerificationCheck[]): VerificationOutcome {
  if (checks.some(({ outcome }) => outcome === 'fails')) return 'not-genuine';
  return checks.some(({ outcome }) => outcome === 'open') ? 'open' : 'genuine';
}
