import type { Address, Hex } from 'viem';
import type { CodeSummary, EvidenceId } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import type { Authority } from '../model/authority.ts';

/** An address with code, seen through whatever proxies stand before it. */
export type Contract = {
  readonly address: Address;
  /** The code at the address itself. */
  readonly code: Observation<CodeSummary>;
  readonly proxy: Proxy | null;
  /** The 4-byte values pushed by its own code and its implementations': what it can answer. Unknown if any of them is. */
  readonly pushed: Observation<ReadonlySet<Hex>>;
  readonly evidence: readonly EvidenceId[];
};

/** How a contract finds its code, and who can change that. */
export type Proxy = {
  readonly kind: string;
  readonly implementations: readonly Address[];
  readonly admin: Authority;
};
