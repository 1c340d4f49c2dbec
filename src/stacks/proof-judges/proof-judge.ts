import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { Authority } from '../../model/authority.ts';

/** What people can do to a contract that judges proofs. Whoever replaces its code is not among them: that is told of every contract. */
export type Sway = {
  /** Who can have a false proof accepted. */
  readonly forge: Authority;
  /** Who can have every proof refused. */
  readonly stop: Authority;
};

/** A kind of contract that judges proofs of a zkVM. One file a kind. */
export type ProofJudge = {
  readonly kind: string;
  /** Whether the contract is of this kind, judged by its code alone. */
  recognises(contract: Contract): boolean;
  /** `next` follows to another contract that judges in its place. */
  read(contract: Contract, resolver: Resolver, next: Next): Promise<Sway>;
};

/** What people can do to the contract that a first one passes its proofs on to, by a getter's answer. */
export type Next = (getter: `function ${string}() view returns (address)`) => Promise<Sway>;
