import { type Contract, selectorOf } from '../../authority/contract.ts';
import type { Authority } from '../../model/authority.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';
import { delayed, power } from '../powers.ts';

const deleteOutputs = 'function deleteL2Outputs(uint256)';

/** Who may do what on an output oracle, and how long what was proposed stands before it is final. */
export type OracleRoles = {
  readonly seconds: Observation<number>;
  readonly challenger: Authority;
  readonly proposer: Authority;
  /** The signature of the function that proposes. */
  readonly propose: string;
};

/** What proposers and challengers of an oracle can do: finalise a state that nothing proves, propose none, delete all. */
export function oraclePowers(oracle: Contract, roles: OracleRoles): readonly [Power, Power, Power] {
  const { seconds, challenger, proposer } = roles;
  const on = oracle.address;
  const deletes = power({
    id: 'delete-outputs',
    title: 'delete proposed states, again and again',
    breaks: ['uncensored'],
    authority: challenger,
    on,
    selectors: [selectorOf(deleteOutputs)],
    effect: 'No state ever becomes final, so no withdrawal does.',
  });
  const propose = power({
    id: 'propose-state',
    title: 'finalise a state of its choice',
    breaks: ['valid'],
    authority: delayed(seconds, proposer),
    on,
    selectors: [selectorOf(roles.propose)],
    vetoes: [challenger],
    effect: 'The bridge pays out whatever withdrawals the proposed state contains: nothing proves it.',
  });
  const withhold = power({
    id: 'withhold-proposals',
    title: 'stop proposing states',
    breaks: ['uncensored'],
    authority: proposer,
    on,
    effect: 'Nobody else may propose, so no withdrawal becomes final.',
  });
  return [propose, withhold, deletes];
}

/** The facts of an oracle that takes its proposer's word. */
export function unproven(oracle: Contract, seconds: Observation<number>): Assessment['facts'] {
  const never = known(false, oracle.evidence);
  return {
    'proof.kind': known('none', oracle.evidence),
    'proof.variant': known('none', oracle.evidence),
    'proof.enforced': never,
    'proof.challenge.permissionless': never,
    'proof.challengers': known(0, oracle.evidence),
    'proof.challenge.seconds': seconds,
    'proof.proposer.permissionless': never,
  };
}
