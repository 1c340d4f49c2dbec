import { type Address, type DecodeEventLogReturnType, type Hex, parseAbi, toEventSelector } from 'viem';
import { readLogs } from '../../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { all, map, type Observation } from '../../model/observation.ts';
import type { Log } from '../../model/evidence.ts';
import { answers, type Contract, selectorOf } from '../contract.ts';
import { decodeLogs } from '../decoded-logs.ts';
import { ownersOf } from '../ownership.ts';
import type { Resolver } from '../resolver.ts';
import type { SafeModule } from '../safe-modules.ts';

/** Events of Zodiac's Roles.sol and Permissions.sol, version 1. Options: 0 none, 1 send value, 2 delegate call, 3 both. */
const events = [
  'event AssignRoles(address module, uint16[] roles, bool[] memberOf)',
  'event AllowTarget(uint16 role, address targetAddress, uint8 options)',
  'event ScopeAllowFunction(uint16 role, address targetAddress, bytes4 selector, uint8 options, uint256 resultingScopeConfig)',
  'event ScopeFunction(uint16 role, address targetAddress, bytes4 functionSig, bool[] isParamScoped, uint8[] paramType, uint8[] paramComp, bytes[] compValue, uint8 options, uint256 resultingScopeConfig)',
  'event ScopeFunctionExecutionOptions(uint16 role, address targetAddress, bytes4 functionSig, uint8 options, uint256 resultingScopeConfig)',
  'event ScopeParameter(uint16 role, address targetAddress, bytes4 functionSig, uint256 index, uint8 paramType, uint8 paramComp, bytes compValue, uint256 resultingScopeConfig)',
  'event ScopeParameterAsOneOf(uint16 role, address targetAddress, bytes4 functionSig, uint256 index, uint8 paramType, bytes[] compValues, uint256 resultingScopeConfig)',
  'event UnscopeParameter(uint16 role, address targetAddress, bytes4 functionSig, uint256 index, uint256 resultingScopeConfig)',
] as const;
const abi = parseAbi(events);

/** Calling these stops something, or starts it again, and gives no further power. */
const harmless = new Set(
  [
    'function pause()',
    'function unpause()',
    'function setPause(bool)',
    'function pauseByType(uint8)',
    'function unPauseByType(uint8)',
  ].map(selectorOf),
);

/**
 * Zodiac's Roles, version 1: members of a role make the Safe call what the role is scoped to. Who may only pause is counted for
 * pauses alone; a role that may do anything else, for what the Safe may do: what follows from such a call, no list says. What was
 * ever granted counts as granted.
 */
export const zodiacRoles: SafeModule = {
  kind: 'Roles',
  recognises: (contract) =>
    answers(
      contract,
      'function assignRoles(address, uint16[], bool[])',
      'function scopeTarget(uint16, address)',
      'function avatar() view returns (address)',
    ),
  async resolve(module, _safe, resolver) {
    const pushed = module.pushed.status === 'known' ? module.pushed.value : new Set<never>();
    const owners = await ownersOf({ address: module.address, pushed }, resolver);
    const id = bodyId(resolver.reader.chainId, module.address);
    const grants = await readGrants(module, resolver);
    return anyOf([
      owners ?? unresolved(`who owns ${module.address} is not known`, id),
      ...(grants.status === 'known' ? membersAuthority(grants.value, resolver) : [unresolved(grants.reason, id)]),
    ]);
  },
};

type Scope = {
  readonly role: number;
  readonly target: Address;
  readonly selector: Hex | null;
  readonly options: number;
};
type Grants = { readonly members: ReadonlyMap<Address, ReadonlySet<number>>; readonly scopes: readonly Scope[] };

async function readGrants(module: Contract, resolver: Resolver): Promise<Observation<Grants>> {
  const lists = await Promise.all(
    events.map((event) => readLogs(resolver.reader, module.address, [toEventSelector(event)])),
  );
  const logs = map(all(lists) as Observation<readonly (readonly Log[])[]>, (found) => found.flat());
  return map(decodeLogs(abi, logs), grantsOf);
}

function grantsOf(logs: readonly DecodeEventLogReturnType<typeof abi>[]): Grants {
  const members = new Map<Address, Set<number>>();
  const scopes: Scope[] = [];
  for (const { eventName, args } of logs) {
    if (eventName === 'AssignRoles') {
      const held = members.get(args.module) ?? new Set<number>();
      args.roles.forEach((role, at) => args.memberOf[at] && held.add(role));
      members.set(args.module, held);
      continue;
    }
    const selector = 'selector' in args ? args.selector : 'functionSig' in args ? args.functionSig : null;
    const options = 'options' in args ? args.options : 0;
    scopes.push({ role: args.role, target: args.targetAddress, selector, options });
  }
  return { members, scopes };
}

function membersAuthority({ members, scopes }: Grants, resolver: Resolver): readonly Authority[] {
  return [...members].flatMap(([member, roles]) => {
    const held = scopes.filter(({ role }) => roles.has(role));
    const of = resolver.resolve(member);
    if (held.some(({ selector, options }) => selector === null || options >= 2 || !harmless.has(selector))) return [of];
    return [...new Set(held.map(({ target }) => target))].sort().map((target): Authority => {
      const selectors = held.flatMap((one) => (one.target === target && one.selector !== null ? [one.selector] : []));
      return { kind: 'limited', selectors: [...new Set(selectors)].sort(), targets: [target], of };
    });
  });
}
