import type { Address } from 'viem';
import type { EvidenceReader } from '../evidence/reader.ts';
import type { Authority, Bodies, Body, BodyId } from '../model/authority.ts';
import type { Contract, Proxy } from './contract.ts';
import type { CodeSummary } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';

/**
 * Turns addresses into authorities. `resolve` answers at once with a reference; the reads happen behind it, so that
 * bodies that own each other terminate. `settle` waits until every reference has its body.
 */
export type Resolver = {
  readonly reader: EvidenceReader;
  /** Who can make this address act. The zero and burn addresses are `nobody`. */
  resolve(address: Address): Authority;
  /** Adds a body that is no address by itself, under an id of its own, and answers with a reference to it. */
  define(id: BodyId, body: () => Promise<Omit<Body, 'id' | 'chainId'>>): Authority;
  /** The resolver of another chain, sharing the same bodies; `undefined` where nothing can be read of it. */
  on(chainId: number): Resolver | undefined;
  /** The contract behind an address: its code, the proxy it may be, who can change it. Read once. */
  inspect(address: Address): Promise<Contract>;
  /** Who can change the code of this contract, by whatever kind of proxy it is; `nobody` where it has none. */
  upgradeAuthority(address: Address): Promise<Authority>;
  /** All bodies, sorted by id, once no read is under way any more. */
  settle(): Promise<Bodies>;
};

/** A kind of contract that holds power. One file a kind, in `controllers/`. */
export type Controller = {
  readonly kind: string;
  /** Whether the contract is of this kind, judged by its code alone. */
  recognises(contract: Contract): boolean;
  /** Reads it. What cannot be read becomes `unresolved` inside the authority, never less power. */
  resolve(contract: Contract, resolver: Resolver): Promise<Resolution>;
};

/** A body without what the resolver knows anyway. */
export type Resolution = Pick<Body, 'name' | 'authority'> &
  Partial<Pick<Body, 'parameters' | 'notes' | 'vetoes' | 'evidence'>>;

/** A way of standing before code. One file a kind, in `proxies/`. */
export type ProxyKind = {
  readonly kind: string;
  /** `known(null)` where the address is certainly no proxy of this kind. */
  detect(target: ProxyTarget, resolver: Resolver): Promise<Observation<Proxy | null>>;
};

/** An address with code, not yet known to be a proxy or not. */
export type ProxyTarget = { readonly address: Address; readonly code: CodeSummary };
