import { type Address, type DecodeEventLogReturnType, type Hex, parseAbi, toEventSelector } from 'viem';
import { readLogs, readView } from '../evidence/reads.ts';
import type { Log } from '../model/evidence.ts';
import { all, chain, known, map, type Observation, unknown } from '../model/observation.ts';
import { answers, type Contract } from './contract.ts';
import { decodeLogs } from './decoded-logs.ts';
import type { Resolver } from './resolver.ts';

/** One call that somebody wants to make: of which contract, by which function; any one of them does. */
export type Call = { readonly target: Address; readonly selectors: readonly Hex[] };

/** ScrollOwner.sol: who has the role may call these functions of the target through it. */
const granted = 'event GrantAccess(bytes32 indexed role, address indexed target, bytes4[] selectors)';
const revoked = 'event RevokeAccess(bytes32 indexed role, address indexed target, bytes4[] selectors)';
const callableRoles = 'function callableRoles(address, bytes4) view returns (bytes32[])';
const shape = [
  callableRoles,
  'function updateAccess(address, bytes4[], bytes32, bool)',
  'function execute(address, uint256, bytes, bytes32) payable',
] as const;
const abi = parseAbi([granted, revoked]);

/** Whether the contract grants access function by function, as ScrollOwner does. Judged by its code alone. */
export function hasFunctionRoles(contract: Contract): boolean {
  return answers(contract, ...shape);
}

/** What a role may call, as far as the logs say. */
export type Access = { readonly role: Hex; readonly target: Address; readonly selector: Hex };

/**
 * The roles that may make the call: as the contract itself lists them, or, where it does not answer, as the logs of all grants and
 * revocations say.
 */
export async function rolesFor(
  contract: Contract,
  { target, selectors }: Call,
  resolver: Resolver,
): Promise<Observation<readonly Hex[]>> {
  const on = contract.address;
  const asked = await Promise.all(
    selectors.map((selector) => readView(resolver.reader, { on, view: callableRoles, args: [target, selector] })),
  );
  const listed = all(asked);
  if (listed.status === 'known') return map(listed, (lists) => unique(lists.flat()));
  const wanted = new Set(selectors.map((selector) => selector.toLowerCase()));
  return map(await loggedAccess(on, resolver), (accesses) =>
    unique(accesses.filter((one) => one.target === target && wanted.has(one.selector)).map(({ role }) => role)),
  );
}

/** All access that was granted and not revoked, from the logs. */
export async function loggedAccess(on: Address, resolver: Resolver): Promise<Observation<readonly Access[]>> {
  const [grants, revocations] = await Promise.all(
    [granted, revoked].map((event) => readLogs(resolver.reader, on, [toEventSelector(event)])),
  );
  const logs = all([grants as Observation<readonly Log[]>, revocations as Observation<readonly Log[]>]);
  return chain(logs, ([given, taken]) => {
    // A contract that is of use granted something: none at all means that logs are missing.
    if (given.length === 0) return unknown(`${on} has no GrantAccess log: its logs are incomplete`);
    return map(decodeLogs(abi, known([...given, ...taken])), replay);
  });
}

function replay(events: readonly DecodeEventLogReturnType<typeof abi>[]): readonly Access[] {
  const held = new Map<string, Access>();
  for (const { eventName, args } of events) {
    for (const selector of args.selectors) {
      const access = { role: args.role, target: args.target, selector };
      const key = `${access.role}/${access.target}/${selector}`;
      if (eventName === 'GrantAccess') held.set(key, access);
      else held.delete(key);
    }
  }
  return [...held.values()];
}

function unique(roles: readonly Hex[]): readonly Hex[] {
  return [...new Set(roles)].sort();
}
