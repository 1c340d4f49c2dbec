import type { Address } from 'viem';
import type { Guarantee } from './guarantee.ts';

/** How something in a control graph is drawn. */
export type ControlKind =
  'power' | 'council' | 'safe' | 'timelock' | 'module' | 'contract' | 'key' | 'vote' | 'anyone' | 'unresolved';

/** Somebody, something, or a power. */
export type ControlNode = {
  /** Unique within the graph. */
  readonly id: string;
  readonly kind: ControlKind;
  readonly name: string;
  /** What a reader should see below the name: `5 of 7`, `waits 3 d`'s seconds are in `waitSeconds`. */
  readonly signers?: { readonly k: number; readonly of: number };
  readonly waitSeconds?: number;
  /** Of a body its own; of keys with the same memberships all of theirs. */
  readonly addresses: readonly Address[];
  /** Of a power. */
  readonly breaks: readonly Guarantee[];
};

/** `from` takes part in what `to` does. */
export type ControlEdge = {
  readonly from: string;
  readonly to: string;
  /** Under which conditions, outermost first; none where the nodes say it all. */
  readonly conditions: readonly ControlCondition[];
};

export type ControlCondition =
  | { readonly kind: 'after'; readonly seconds: number }
  | { readonly kind: 'threshold'; readonly k: number; readonly of: number }
  /** Together with the others that point to the same node. */
  | { readonly kind: 'together' }
  /** Only through so many functions. */
  | { readonly kind: 'limited'; readonly functions: number }
  | { readonly kind: 'provableBug' }
  /** May stop it, and cannot do it. */
  | { readonly kind: 'veto' };

/** Who controls what of one chain, from the keys to the powers. */
export type ControlGraph = {
  readonly chain: string;
  readonly name: string;
  readonly nodes: readonly ControlNode[];
  readonly edges: readonly ControlEdge[];
};
