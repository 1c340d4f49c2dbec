import type { Address } from 'viem';
import type { Observation } from '../../model/observation.ts';
import { unknown } from '../../model/observation.ts';
import type { ExitTerm, Power } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';

/** What decides on a chain's states: games, an oracle, or something nobody here recognises. */
export type Judge = {
  readonly facts: Assessment['facts'];
  readonly powers: readonly Power[];
  /** What remains of a user's way out once the withdrawal is on the chain. */
  readonly finish: readonly ExitTerm[];
  /** Contracts that belong to it, beside those that every OP chain has. */
  readonly parts: readonly { readonly role: string; readonly address: Address }[];
  readonly notes: readonly string[];
};

/** A judge of which nothing can be said: every fact about proofs is unknown, for this reason. */
export function unknownJudge(reason: string, evidence: readonly string[] = []): Judge {
  const open = unknown(reason, evidence);
  return { facts: proofFacts(open), powers: [], finish: [], parts: [], notes: [reason] };
}

/** The same unknown under every name that a judge has to fill. */
function proofFacts(open: Observation<never>): Assessment['facts'] {
  return {
    'proof.kind': open,
    'proof.variant': open,
    'proof.enforced': open,
    'proof.challenge.permissionless': open,
    'proof.challengers': open,
    'proof.challenge.seconds': open,
    'proof.proposer.permissionless': open,
  };
}
