import type { Hex } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { anyOf, bodyId, unresolved } from '../../model/authority.ts';
import { answers, type Contract } from '../contract.ts';
import { ownersOf } from '../ownership.ts';
import type { Controller, Resolver } from '../resolver.ts';
import { hasRoles, type RoleAuthority, roleAuthority } from '../roles.ts';

const strategy = 'function getGovernanceStrategy() view returns (address)';
const ownerRole = 'function OWNER_ROLE() view returns (bytes32)';

/**
 * Aave's Governance 2 and its copies: the holders of a token vote, and whoever owns the contract chooses how votes are counted and
 * what executes them.
 */
export const tokenVote: Controller = {
  kind: 'token-vote',
  recognises: (contract) =>
    answers(
      contract,
      strategy,
      'function isExecutorAuthorized(address) view returns (bool)',
      'function submitVote(uint256, bool)',
    ),
  async resolve(contract, resolver) {
    const owners = await ownersOfVote(contract, resolver);
    const vote = { kind: 'electorate', id: bodyId(resolver.reader.chainId, contract.address) } as const;
    return { name: 'token vote', authority: anyOf([vote, owners.authority]), notes: owners.notes };
  },
};

async function ownersOfVote(contract: Contract, resolver: Resolver): Promise<RoleAuthority> {
  const pushed: ReadonlySet<Hex> = contract.pushed.status === 'known' ? contract.pushed.value : new Set();
  const owned = { address: contract.address, pushed };
  if (!hasRoles(owned) || !answers(contract, ownerRole)) {
    const reason = `who owns ${contract.address} is not known`;
    return { authority: (await ownersOf(owned, resolver)) ?? unresolved(reason), notes: [] };
  }
  const role = await readView(resolver.reader, { on: contract.address, view: ownerRole });
  if (role.status === 'unknown') return { authority: unresolved(role.reason), notes: [] };
  return roleAuthority(owned, role.value, resolver);
}
