import type { Address, Hex } from 'viem';
import type { Contract } from '../../../authority/contract.ts';
import type { Resolver } from '../../../authority/resolver.ts';
import type { Judged } from '../../proof-judges/index.ts';
import type { Observation } from '../../../model/observation.ts';
import type { Authority } from '../../../model/authority.ts';

/** A dispute game, told by what its implementation can do; the game type's number says nothing. */
export type Game = {
  readonly proof: 'fraud' | 'optimistic-validity';
  readonly variant: 'INT' | '1R-ZK';
  /** Anybody may propose a state. */
  readonly openToPropose: Observation<boolean>;
  /** Anybody may challenge one. */
  readonly openToChallenge: Observation<boolean>;
  /** Who alone may propose, challenge; `anyone` where it is open. */
  readonly proposer: Authority;
  readonly challenger: Authority;
  /** How long a state can be challenged, in seconds. */
  readonly challengeSeconds: Observation<number>;
  /** The largest time from proposal to resolution when it is challenged, in seconds. */
  readonly longestSeconds: Observation<number>;
  /** What judges the proofs that settle it; null where it needs none of a zkVM. */
  readonly judge: Judged | null;
  /** The contract that holds the bonds. */
  readonly bonds: Observation<Address | null>;
  /** The chain the game says it judges; null where it does not say. */
  readonly l2ChainId: Observation<bigint | null>;
};

/** One game implementation and the arguments that its clones get from the factory (null where clones take none). */
export type GameCode = {
  readonly implementation: Contract;
  readonly args: Observation<Hex | null>;
};

/** A kind of dispute game. One file a kind. */
export type GameKind = {
  readonly kind: string;
  /** Whether the implementation is of this kind, judged by its code alone. */
  recognises(implementation: Contract): boolean;
  read(code: GameCode, resolver: Resolver): Promise<Game>;
};
