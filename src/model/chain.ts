import type { Address } from 'viem';

/** Where in the registry something stands, for messages and SARIF. Lines and columns count from 1. */
export type Location = { readonly file: string; readonly line: number; readonly column: number };

/** What a human attested, that no contract says. After `expires` it counts as unknown. Dates are `YYYY-MM-DD`. */
export type Claim<T> = {
  readonly value: T;
  readonly source: string;
  readonly date: string;
  readonly expires: string;
};

/** A body that people hold to be a security council. Its size and threshold are read, never written here. */
export type CouncilClaim = {
  readonly name: string;
  readonly address: Address;
  /** Of the chain it lives on: 1, unless it is an L2's own. */
  readonly chainId: number;
  /** How many members are outside the operating organisation, or that at least half are. */
  readonly outside: Claim<number | 'half'> | null;
};

/** Keys that people say belong to one organisation. */
export type Entity = { readonly name: string; readonly keys: readonly Address[]; readonly claim: Claim<true> };

/** A finding that somebody answers for until a day (`YYYY-MM-DD`). It is shown, and changes no verdict. */
export type Waiver = {
  readonly rule: string;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
};

/** One registry entry: where to look, never what is there. */
export type Chain = {
  readonly id: string;
  readonly name: string;
  /** `null` for systems that never had one: they are applications with their own state, not EVM chains. */
  readonly chainId: number | null;
  readonly stack: string;
  /** The id of the chain it settles on; `ethereum` unless it is an L3. */
  readonly host: string;
  /** The entry of its host; left out where that is Ethereum. */
  readonly settlesOn?: Chain;
  readonly archived: boolean;
  /** By the contract's own name. */
  readonly contracts: Readonly<Record<string, Address>>;
  /** Escrows beside the canonical bridge. */
  readonly escrows: readonly Address[];
  readonly councils: readonly CouncilClaim[];
  readonly entities: readonly Entity[];
  /** By the fact that it attests, e.g. `data.location`, `node.source`. */
  readonly claims: Readonly<Record<string, Claim<string | number | boolean>>>;
  /** Names of claims that were made and no longer count; an audit sets it for its day. */
  readonly expiredClaims?: readonly string[];
  readonly waivers: readonly Waiver[];
  readonly location: Location;
  /** Where each key of the YAML stands (dotted path), so that a finding can point at it. */
  readonly locations: Readonly<Record<string, Location>>;
};

/** Whether a claim or a waiver no longer counts on this day (`YYYY-MM-DD`). Its last day still counts. */
export function hasExpired({ expires }: { readonly expires: string }, day: string): boolean {
  return day > expires;
}
