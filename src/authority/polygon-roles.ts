import { type Address, type Hex, keccak256, toBytes } from 'viem';
import { allOf, anyOf, type Authority, bodyId, nobody, unresolved } from '../model/authority.ts';
import { answers, type Contract } from './contract.ts';
import { afterPeriods } from './periods.ts';
import type { Resolver } from './resolver.ts';
import { readRoleMembers, roleAuthority } from './roles.ts';
import { ownersOf } from './ownership.ts';

/** Roles of PolygonRollupManager.sol, later AgglayerManager.sol: the keccak-256 of their names. */
export const rollupManagerRoles = {
  addType: keccak256(toBytes('ADD_ROLLUP_TYPE_ROLE')),
  addExisting: keccak256(toBytes('ADD_EXISTING_ROLLUP_ROLE')),
  create: keccak256(toBytes('CREATE_ROLLUP_ROLE')),
  update: keccak256(toBytes('UPDATE_ROLLUP_ROLE')),
  aggregator: keccak256(toBytes('TRUSTED_AGGREGATOR_ROLE')),
  emergencyCouncil: keccak256(toBytes('EMERGENCY_COUNCIL_ROLE')),
} as const;

/** `_HALT_AGGREGATION_TIMEOUT`: after so many seconds without a proof anybody declares the emergency state. */
const haltTimeout = 7 * 86_400;

/** Functions by which a rollup manager is told. */
export const rollupManagerShape = [
  'function updateRollup(address, uint32, bytes)',
  'function rollupAddressToID(address) view returns (uint32)',
  'function hasRole(bytes32, address) view returns (bool)',
] as const;

/** Who holds a role of the rollup manager, or can take it. */
export async function managerRole(manager: Contract, role: Hex, resolver: Resolver): Promise<Authority> {
  const id = bodyId(resolver.reader.chainId, manager.address);
  if (manager.pushed.status === 'unknown') return unresolved(manager.pushed.reason, id);
  return (await roleAuthority({ address: manager.address, pushed: manager.pushed.value }, role, resolver)).authority;
}

/** All who prove batches together: only when all of them stop, nothing is proved any more. */
export async function allAggregators(manager: Contract, resolver: Resolver): Promise<Authority> {
  const id = bodyId(resolver.reader.chainId, manager.address);
  if (manager.pushed.status === 'unknown') return unresolved(manager.pushed.reason, id);
  const owned = { address: manager.address, pushed: manager.pushed.value };
  const listed = await readRoleMembers(owned, rollupManagerRoles.aggregator, resolver);
  if (listed.status === 'unknown') return unresolved(listed.reason, id);
  if (listed.value.members.length === 0) return unresolved(`nobody proves batches on ${manager.address}`, id);
  return allOf(listed.value.members.map((one) => resolver.resolve(one)));
}

/**
 * Who can declare the emergency state: the emergency council at once; anybody when no batch was proved for a week, so that the
 * aggregators bring it about by doing nothing. Before there were roles, the owner.
 */
export async function emergencyAuthority(address: Address, resolver: Resolver): Promise<Authority> {
  const manager = await resolver.inspect(address);
  if (manager.pushed.status === 'unknown') return unresolved(manager.pushed.reason);
  if (!answers(manager, ...rollupManagerShape)) {
    const owners = await ownersOf({ address, pushed: manager.pushed.value }, resolver);
    return owners ?? unresolved(`who declares the emergency state on ${address} is not known`);
  }
  const council = await managerRole(manager, rollupManagerRoles.emergencyCouncil, resolver);
  const halted = afterPeriods(manager, [haltTimeout], await allAggregators(manager, resolver));
  return anyOf([council, halted, provenClash(manager)]);
}

/** Until 2024 two proofs of different states declared it, too. */
function provenClash(manager: Contract): Authority {
  const prove =
    'function proveNonDeterministicPendingState(uint32, uint64, uint64, uint64, uint64, bytes32, bytes32, bytes32[24])';
  return answers(manager, prove) ? { kind: 'provableBug', of: { kind: 'anyone' } } : nobody;
}
