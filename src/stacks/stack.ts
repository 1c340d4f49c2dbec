import type { Address } from 'viem';
import type { Resolver } from '../authority/resolver.ts';
import type { EvidenceReader, ReaderOf } from '../evidence/reader.ts';
import type { Chain } from '../model/chain.ts';
import type { FactName } from '../model/vocabulary.ts';
import type { FactValue } from '../model/fact.ts';
import type { Observation } from '../model/observation.ts';
import type { Exit, Power } from '../model/power.ts';

/** What a stack gets to work with. All reads are pinned to one block a chain. */
export type StackContext = {
  readonly chain: Chain;
  /** The host chain's reader. */
  readonly reader: EvidenceReader;
  readonly readerOf: ReaderOf;
  readonly resolver: Resolver;
};

/** Everything a stack found out about a chain; it judges nothing. */
export type Assessment = {
  readonly facts: Readonly<Partial<Record<FactName, Observation<FactValue>>>>;
  readonly powers: readonly Power[];
  readonly exit: Exit;
  /** The contracts that make the chain, by role, for the report. */
  readonly contracts: readonly { readonly role: string; readonly address: Address }[];
  /** What a reader should know and no fact says. */
  readonly notes: readonly string[];
};

/** A way of building L2s: which contracts there are and what they mean. One file a stack. */
export type Stack = {
  readonly id: string;
  readonly title: string;
  /** The entry points of a registry entry, by the contract's own name; `required` ones must be there. */
  readonly entryPoints: Readonly<Record<string, { readonly required: boolean; readonly meaning: string }>>;
  assess(context: StackContext): Promise<Assessment>;
  /** Why its chains are not judged at all, whatever evidence there is. A stack that judges has no such answer. */
  readonly unjudged?: (chain: Chain) => string;
  /**
   * Says whether the address is one of this stack's main contracts, and which entry points follow from it:
   * `known(null)` when it is certainly not, `unknown` when that could not be established.
   */
  recognise(reader: EvidenceReader, address: Address): Promise<Observation<Recognition | null>>;
};

/** What `fullfaith add` needs to write a registry entry. */
export type Recognition = {
  readonly contracts: Readonly<Record<string, Address>>;
  readonly chainId: number | null;
  /** What was seen that decided it. */
  readonly seen: readonly string[];
};
