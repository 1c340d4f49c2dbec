import { type Address, getAddress, type Hex, keccak256, numberToHex, toBytes, toEventSelector, zeroHash } from 'viem';
import { readLogs } from '../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../model/authority.ts';
import type { Log } from '../model/evidence.ts';
import { attempt } from './attempt.ts';
import { loggedAccounts } from './logged-accounts.ts';
import type { Resolver } from './resolver.ts';

const granted = toEventSelector(
  'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
);
const adminChanged = toEventSelector(
  'event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)',
);

/** The roles of StarkWare's Roles.sol (proxies since 5.0, StarkGate 2) that are asked about, and their getters. */
const roles = {
  upgradeGovernor: roleOf('ROLE_UPGRADE_GOVERNOR'),
  governanceAdmin: roleOf('ROLE_GOVERNANCE_ADMIN'),
  securityAdmin: roleOf('ROLE_SECURITY_ADMIN'),
  securityAgent: roleOf('ROLE_SECURITY_AGENT'),
} as const;
const getters: ReadonlyMap<Hex, `function ${string}(address) view returns (bool)`> = new Map([
  [roles.upgradeGovernor, 'function isUpgradeGovernor(address) view returns (bool)'],
  [roles.governanceAdmin, 'function isGovernanceAdmin(address) view returns (bool)'],
  [roles.securityAdmin, 'function isSecurityAdmin(address) view returns (bool)'],
  [roles.securityAgent, 'function isSecurityAgent(address) view returns (bool)'],
]);

/** A role of StarkWare's Roles.sol. */
export type StarkwareRole = keyof typeof roles;

/** RolesLib: the keccak of the role's name, cut to 250 bits so that it fits a Cairo field element. */
function roleOf(name: string): Hex {
  return numberToHex(BigInt(keccak256(toBytes(name))) & ((1n << 250n) - 1n), { size: 32 });
}

/**
 * Who can act in a role: whoever was granted it and is not told to have lost it, and whoever can grant it, up to the role that
 * administers itself. The contracts list no members and name no admin role, so both come from logs.
 */
export async function starkwareRole(on: Address, name: StarkwareRole, resolver: Resolver): Promise<Authority> {
  const id = bodyId(resolver.reader.chainId, on);
  const [grants, admins] = await Promise.all([
    readLogs(resolver.reader, on, [granted]),
    readLogs(resolver.reader, on, [adminChanged]),
  ]);
  if (grants.status === 'unknown') return unresolved(grants.reason, id);
  if (admins.status === 'unknown') return unresolved(admins.reason, id);
  if (grants.value.length === 0) {
    return unresolved(`${on} has roles but no RoleGranted log: its logs are incomplete`, id);
  }
  const named = loggedAccounts(grants.value, ({ topics }) => topics[2]);
  if (named.status === 'unknown') return unresolved(named.reason, id);
  const holders = new Set<Address>();
  const seen = new Set<Hex>();
  for (let role: Hex = roles[name]; !seen.has(role); role = adminOf(role, admins.value)) {
    seen.add(role);
    for (const account of await membersOf({ on, role }, grants.value, resolver)) holders.add(account);
  }
  return anyOf([...holders].sort().map((account) => resolver.resolve(account)));
}

/** The admin role that the last change named; the default admin role where nobody ever changed it. */
function adminOf(role: Hex, changes: readonly Log[]): Hex {
  return changes.filter((log) => log.topics[1] === role).at(-1)?.topics[3] ?? zeroHash;
}

type Asked = { readonly on: Address; readonly role: Hex };

/** Whoever was granted the role and is not told to be without it. */
async function membersOf({ on, role }: Asked, grants: readonly Log[], resolver: Resolver): Promise<readonly Address[]> {
  const ofRole = grants.filter((log) => log.topics[1] === role);
  const accounts = [...new Set(ofRole.map((log) => getAddress(`0x${log.topics[2]?.slice(-40) ?? ''}`)))];
  const view = getters.get(role);
  if (view === undefined) return accounts;
  const held = await Promise.all(accounts.map((account) => attempt(resolver.reader, { on, view, args: [account] })));
  return accounts.filter((_, index) => {
    const answer = held[index];
    return answer === undefined || answer.status === 'unknown' || answer.value !== false;
  });
}
