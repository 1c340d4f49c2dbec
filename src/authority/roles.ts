import { type Address, getAddress, type Hex, toEventSelector, zeroHash } from 'viem';
import { readLogs, readView } from '../evidence/reads.ts';
import { anyOf, type Authority, unresolved } from '../model/authority.ts';
import { all, chainRead, map, type Observation, unknown } from '../model/observation.ts';
import { selectorOf } from './contract.ts';
import type { Owned } from './ownership.ts';
import type { Resolver } from './resolver.ts';

/** OpenZeppelin's AccessControl: DEFAULT_ADMIN_ROLE is 32 zero bytes. */
export const defaultAdminRole: Hex = zeroHash;

/** The event that AccessControl emits for every member it gains. */
export const granted = toEventSelector(
  'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
);
const hasRole = 'function hasRole(bytes32, address) view returns (bool)';
const roleAdmin = 'function getRoleAdmin(bytes32) view returns (bytes32)';
const memberCount = 'function getRoleMemberCount(bytes32) view returns (uint256)';
const member = 'function getRoleMember(bytes32, uint256) view returns (address)';

/** More members than this in one role are not followed. */
const memberLimit = 500n;

/** Whether the contract answers like OpenZeppelin's AccessControl. */
export function hasRoles(contract: Owned): boolean {
  return contract.pushed.has(selectorOf(hasRole)) && contract.pushed.has(selectorOf(roleAdmin));
}

/** Who holds a role. `counted`: the contract itself lists them; otherwise the list is as complete as the logs are. */
export type RoleMembers = { readonly members: readonly Address[]; readonly counted: boolean };

/** The members of a role: from the contract's own list where it keeps one, otherwise from logs, checked with `hasRole`. */
export async function readRoleMembers(
  contract: Owned,
  role: Hex,
  resolver: Resolver,
): Promise<Observation<RoleMembers>> {
  return contract.pushed.has(selectorOf(memberCount)) && contract.pushed.has(selectorOf(member))
    ? listedMembers(contract, role, resolver)
    : loggedMembers(contract, role, resolver);
}

async function listedMembers(contract: Owned, role: Hex, resolver: Resolver): Promise<Observation<RoleMembers>> {
  const on = contract.address;
  const count = await readView(resolver.reader, { on, view: memberCount, args: [role] });
  return chainRead(count, async (total) => {
    if (total > memberLimit) return unknown(`role ${role} of ${on} has ${total} members`);
    const indices = Array.from({ length: Number(total) }, (_, index) => BigInt(index));
    const members = await Promise.all(
      indices.map((index) => readView(resolver.reader, { on, view: member, args: [role, index] })),
    );
    return map(all(members), (addresses) => ({ members: addresses, counted: true }));
  });
}

async function loggedMembers(contract: Owned, role: Hex, resolver: Resolver): Promise<Observation<RoleMembers>> {
  const on = contract.address;
  const logs = await readLogs(resolver.reader, on, [granted]);
  return chainRead(logs, async (grants) => {
    // Whoever deployed it was granted something: a contract with roles and no grant at all means that logs are missing.
    if (grants.length === 0) return unknown(`${on} has roles but no RoleGranted log: its logs are incomplete`);
    const ofRole = grants.filter((log) => log.topics[1] === role && log.topics[2] !== undefined);
    const candidates = [...new Set(ofRole.map((log) => getAddress(`0x${(log.topics[2] as Hex).slice(-40)}`)))];
    const held = await Promise.all(
      candidates.map((account) => readView(resolver.reader, { on, view: hasRole, args: [role, account] })),
    );
    return map(all(held), (flags) => ({ members: candidates.filter((_, index) => flags[index]), counted: false }));
  });
}

/** An authority over a role, and what a reader should know about how complete it is. */
export type RoleAuthority = { readonly authority: Authority; readonly notes: readonly string[] };

/** Who can act in a role: its members, and whoever can make somebody a member, up to the role that administers itself. */
export async function roleAuthority(contract: Owned, role: Hex, resolver: Resolver): Promise<RoleAuthority> {
  const of: Authority[] = [];
  const notes = new Set<string>();
  const seen = new Set<Hex>();
  for (let next: Hex | null = role; next !== null && !seen.has(next);) {
    seen.add(next);
    const members = await readRoleMembers(contract, next, resolver);
    if (members.status === 'unknown') of.push(unresolved(members.reason));
    else of.push(...members.value.members.map((one) => resolver.resolve(one)));
    if (members.status === 'known' && !members.value.counted) {
      notes.add('The members of its roles are read from logs: the list is as complete as the logs that were answered.');
    }
    const admin: Observation<Hex> = await readView(resolver.reader, {
      on: contract.address,
      view: roleAdmin,
      args: [next],
    });
    if (admin.status === 'unknown') of.push(unresolved(admin.reason));
    next = admin.status === 'known' ? admin.value : null;
  }
  return { authority: anyOf(of), notes: [...notes] };
}
