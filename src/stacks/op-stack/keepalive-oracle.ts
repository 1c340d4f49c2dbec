import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { allOf } from '../../model/authority.ts';
import { notNull } from '../../model/observation.ts';
import { power } from '../powers.ts';
import type { Judge } from './judge.ts';
import { oraclePowers, type OracleRoles, unproven } from './oracle-powers.ts';

const propose = 'function proposeL2Output(bytes32, uint256, bytes32, uint256, bytes)';
const systemOwner = 'function systemOwner() view returns (address)';
const shape = [
  propose,
  systemOwner,
  'function setWithdrawalKeepalivePeriodSeconds(uint256)',
  'function setFinalizationPeriodSeconds(uint256)',
  'function withdrawalKeepalivePeriodSeconds() view returns (uint256)',
  'function verifier() view returns (address)',
] as const;

/** An output oracle that takes a proof, and has a period after which withdrawals are kept alive without one. */
export function isKeepaliveOracle(oracle: Contract): boolean {
  return answers(oracle, ...shape);
}

/**
 * Its proofs are not enforced: a proof that may be left out after a while is one that the proposer can leave out, by waiting, and
 * the system owner sets how long, so the length that is set now decides nothing. That this is what the period is for is taken from
 * its name; whoever uses it otherwise is thought worse of than it deserves, never better.
 */
export async function keepaliveOracle(
  oracle: Contract,
  roles: Omit<OracleRoles, 'propose'>,
  resolver: Resolver,
): Promise<Pick<Judge, 'facts' | 'powers'>> {
  const named = notNull(await ask(resolver, { of: oracle, view: systemOwner }), `${oracle.address} names no owner`);
  const owner = await addressAuthority(named, resolver);
  const hasten = power({
    id: 'hasten-state',
    title: 'shorten the finalization period, and finalise a state of its choice at once',
    breaks: ['valid'],
    authority: allOf([owner, roles.proposer]),
    on: oracle.address,
    effect: 'Nobody has the time to delete the state, and the bridge pays out whatever withdrawals it contains.',
  });
  return {
    facts: unproven(oracle, roles.seconds),
    powers: [...oraclePowers(oracle, { ...roles, propose }), hasten],
  };
}
