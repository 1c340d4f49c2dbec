import { type Hex, keccak256, toBytes } from 'viem';
import { anyOf, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import type { Controller } from '../resolver.ts';
import { defaultAdminRole, readRoleMembers } from '../roles.ts';

const shape = [
  'function getFirstCohort() view returns (address[])',
  'function getSecondCohort() view returns (address[])',
  'function replaceCohort(address[], uint8)',
] as const;

/** The roles of SecurityCouncilManager.sol. It never gives a role an admin other than the default one. */
const roles = [
  defaultAdminRole,
  ...['COHORT_REPLACER', 'MEMBER_ADDER', 'MEMBER_REMOVER', 'MEMBER_REPLACER', 'MEMBER_ROTATOR'].map((name) =>
    keccak256(toBytes(name)),
  ),
];

/**
 * SecurityCouncilManager.sol (OffchainLabs/governance): it proposes to a timelock who sits on the security council, as elections and the
 * council itself decide. What it may propose is limited; whoever holds one of its roles is counted as if it were not.
 */
export const councilElections: Controller = {
  kind: 'council-elections',
  recognises: (contract) => answers(contract, ...shape),
  async resolve({ address, pushed }, resolver) {
    const owned = { address, pushed: pushed.status === 'known' ? pushed.value : new Set<Hex>() };
    const holders = await Promise.all(roles.map((role) => readRoleMembers(owned, role, resolver)));
    const of = holders.flatMap((members) =>
      members.status === 'known'
        ? members.value.members.map((one) => resolver.resolve(one))
        : [unresolved(members.reason)],
    );
    const unique = new Map(of.map((one) => [JSON.stringify(one), one]));
    return {
      name: 'security council elections',
      authority: anyOf([...unique.values()]),
      notes: ['It can propose changes to the membership of the security council, and nothing else.'],
    };
  },
};
