import type { Address, Hex } from 'viem';
import type { EvidenceId } from './evidence.ts';

/** Names one address on one chain: `<chainId>:<checksummed address>`; or a key without one: `bls:<keccak-256 of the public key>`. */
export type BodyId = string;

/**
 * Who can make something happen: a monotone formula over keys, thresholds and delays.
 *
 * Monotone means that nobody's consent ever takes power away. What can stop an action (a veto, a canceller, a guard) is
 * named beside the formula, never inside it: in the worst case it does not act.
 */
export type Authority =
  | { readonly kind: 'nobody' }
  /** Needs no key at all. */
  | { readonly kind: 'anyone' }
  | { readonly kind: 'key'; readonly id: BodyId }
  /** `council` names the body whose signers these are, so that a question can take its signatures away, or leave nothing else. */
  | { readonly kind: 'threshold'; readonly k: number; readonly of: readonly Authority[]; readonly council?: BodyId }
  | { readonly kind: 'any'; readonly of: readonly Authority[] }
  | { readonly kind: 'all'; readonly of: readonly Authority[] }
  /** The authority must be exercised, then `seconds` pass before the effect. */
  | { readonly kind: 'after'; readonly seconds: number; readonly of: Authority }
  /** Counts only towards a power that is exercised through one of these functions (e.g. a Safe module that can only pause). */
  | {
      readonly kind: 'limited';
      readonly selectors: readonly Hex[];
      readonly targets?: readonly Address[];
      readonly of: Authority;
    }
  /** A token vote. Not a key, and never counted as one. */
  | { readonly kind: 'electorate'; readonly id: BodyId }
  /** May act only when a bug is proved on chain. */
  | { readonly kind: 'provableBug'; readonly of: Authority }
  /** Could not be established. In the worst case one hostile key with no delay. `id` where it is about one address. */
  | { readonly kind: 'unresolved'; readonly reason: string; readonly id?: BodyId }
  /** The authority of a resolved address; bodies may own each other in cycles. */
  | { readonly kind: 'body'; readonly id: BodyId };

/** So many signatures in a body. A lesser threshold of the same body is another thing. */
export type Quorum = { readonly id: BodyId; readonly k: number };

/** An address that holds power, and who holds the power over it. */
export type Body = {
  readonly id: BodyId;
  readonly chainId: number;
  readonly address: Address;
  /** What it was recognised as: `eoa`, `safe`, `timelock`, `ownable`… (a controller's name), or `unresolved`. */
  readonly kind: string;
  /** For people, e.g. `Safe 5/7`; the registry's name for it wins where it has one. */
  readonly name: string;
  readonly authority: Authority;
  /** What was read of it and matters: thresholds, delays in seconds, versions. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** What a reader should know: a guard, a 7702 delegation, roles whose list may be incomplete. */
  readonly notes: readonly string[];
  /** Who may stop what this body does, without being able to do it: cancellers, vetoes. Shown, never counted. */
  readonly vetoes: readonly Authority[];
  readonly evidence: readonly EvidenceId[];
};

/** Everything that was resolved in one audit, by id. */
export type Bodies = ReadonlyMap<BodyId, Body>;

export const nobody: Authority = { kind: 'nobody' };
export const anyone: Authority = { kind: 'anyone' };

/** The id of an address on a chain. The address must be checksummed. */
export function bodyId(chainId: number, address: Address): BodyId {
  return `${chainId}:${address}`;
}

/** Any one of them suffices. */
export function anyOf(of: readonly Authority[]): Authority {
  const real = of.filter((one) => one.kind !== 'nobody');
  if (real.length === 0) return nobody;
  return real.length === 1 ? (real[0] as Authority) : { kind: 'any', of: real };
}

/** All of them together are needed. */
export function allOf(of: readonly Authority[]): Authority {
  return of.length === 1 ? (of[0] as Authority) : { kind: 'all', of };
}

/** The authority, with its effect delayed. */
export function after(seconds: number, of: Authority): Authority {
  return seconds === 0 || of.kind === 'nobody' ? of : { kind: 'after', seconds, of };
}

/** An authority nobody could establish. */
export function unresolved(reason: string, id?: BodyId): Authority {
  return id === undefined ? { kind: 'unresolved', reason } : { kind: 'unresolved', reason, id };
}
