import type { Address } from 'viem';
import type { BodyId } from './authority.ts';
import type { Refusal } from './coalition.ts';
import type { Guarantee } from './guarantee.ts';

/** One way to break a guarantee, as steps that a reader can follow on chain. */
export type Witness = {
  readonly power: string;
  readonly title: string;
  readonly effect: string;
  readonly breaks: readonly Guarantee[];
  readonly on: Address;
  readonly selectors: readonly string[];
  /** How many distinct keys; at least so many where something is unresolved or the search was cut short. */
  readonly keys: number;
  readonly members: readonly { readonly id: BodyId; readonly address: Address; readonly name: string }[];
  readonly unresolved: readonly string[];
  /** How many organisations that is, where the registry says whose keys some are. */
  readonly entities?: number;
  /** Token votes that have to pass; they are not keys. */
  readonly electorates: readonly { readonly id: BodyId; readonly address: Address; readonly name: string }[];
  /** The fewest keys whose refusal keeps everybody from it; null where it takes no key. */
  readonly blocking?: Refusal | null;
  /** From the keys to the contract that is acted on. */
  readonly steps: readonly WitnessStep[];
  /** After the call, until the effect is there. */
  readonly waitSeconds: number;
  readonly race: Race;
  /** Who may stop it, in words; in the worst case they do not. */
  readonly vetoes: readonly string[];
};

/** One body that acts, on whose word, and how long it waits before the next. */
export type WitnessStep = {
  readonly body: BodyId;
  readonly address: Address;
  readonly kind: string;
  readonly name: string;
  /** Whose word it acts on: keys, or bodies of earlier steps. */
  readonly by: readonly BodyId[];
  readonly quorum?: { readonly k: number; readonly of: number };
  readonly waitSeconds: number;
};

/** An attack against a user who starts to leave when it becomes visible. All times in seconds; null where unknown or never. */
export type Race = {
  readonly attackSeconds: number;
  readonly possible: boolean | null;
  readonly terms: readonly {
    readonly name: string;
    readonly phase: 'start' | 'finish';
    readonly seconds: number | null;
    readonly source: string;
  }[];
  readonly startSeconds: number | null;
  readonly finishSeconds: number | null;
  /** What remains against each reading; negative where the attack comes first. */
  readonly windowToStartSeconds: number | null;
  readonly windowToFinishSeconds: number | null;
};

/** Somebody who takes part in powers over more than one chain of the registry. */
export type SharedHolder = {
  readonly id: BodyId;
  readonly address: Address;
  readonly name: string;
  readonly kind: string;
  /** By chain id of the registry: the powers it takes part in. */
  readonly chains: readonly { readonly chain: string; readonly powers: readonly string[] }[];
};
