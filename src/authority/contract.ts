import { type Address, type Hex, toFunctionSelector } from 'viem';
import type { Authority } from '../model/authority.ts';
import type { CodeSummary, EvidenceId } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';

/** An address, seen through whatever proxies stand before its code. */
export type Contract = {
  readonly address: Address;
  /** The code at the address itself. */
  readonly code: Observation<CodeSummary>;
  /** How it finds its code, or null where it is no proxy of a known kind. */
  readonly proxy: Observation<Proxy | null>;
  /** The code of its implementations, in the order of `proxy.implementations`. */
  readonly implementations: readonly Observation<CodeSummary>[];
  /** The 4-byte values pushed by its own code and its implementations': what it can answer. Unknown if any of them is. */
  readonly pushed: Observation<ReadonlySet<Hex>>;
  readonly evidence: readonly EvidenceId[];
};

/** How a contract finds its code, and who can change that. */
export type Proxy = {
  /** A proxy kind's name, e.g. `eip1967`. */
  readonly kind: string;
  readonly implementations: readonly Address[];
  readonly admin: Authority;
};

const selectors = new Map<string, Hex>();

/** The selector of a human-readable function signature. */
export function selectorOf(signature: string): Hex {
  const cached = selectors.get(signature);
  if (cached) return cached;
  const selector = toFunctionSelector(signature);
  selectors.set(signature, selector);
  return selector;
}

/**
 * Whether the contract's code mentions all of these functions. False also where the code could not be read: a contract is
 * recognised by what is known of it.
 */
export function answers(contract: Contract, ...signatures: readonly string[]): boolean {
  if (contract.pushed.status === 'unknown') return false;
  const pushed = contract.pushed.value;
  return signatures.every((signature) => pushed.has(selectorOf(signature)));
}

/** Whether there is no code, or only an EIP-7702 delegation, which the key behind the address can lift at any time. */
export function isExternallyOwned(code: CodeSummary): boolean {
  return code.size === 0 || code.delegate?.kind === 'eip7702';
}
