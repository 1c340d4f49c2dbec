import type { Address } from 'viem';
import { answers, type Contract, selectorOf } from '../authority/contract.ts';
import type { Resolver } from '../authority/resolver.ts';
import { after, anyOf, type Authority, bodyId, nobody, unresolved } from '../model/authority.ts';
import { type Guarantee, guarantees } from '../model/guarantee.ts';
import type { Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';

/** A power with the usual defaults: its effect lasts, nobody can veto it, any function. */
export function power(
  of: Pick<Power, 'id' | 'title' | 'effect' | 'on' | 'authority'> & {
    readonly breaks: readonly Guarantee[];
  } & Partial<Power>,
): Power {
  return { selectors: [], lasts: 'unbounded', vetoes: [], because: [], ...of };
}

/** Those of a list of powers for whose functions a contract has code, with these functions. */
export function callable<T extends { readonly functions: readonly string[] }>(
  list: readonly T[],
  contract: Contract,
): readonly T[] {
  return list
    .map((one) => ({ ...one, functions: one.functions.filter((each) => answers(contract, each)) }))
    .filter(({ functions }) => functions.length > 0);
}

/**
 * What replaces code: the functions of proxies, of their admins and beacons, and of those who pass such a call on (Safes, timelocks,
 * executors). Who may only call other functions has no part in an upgrade.
 */
const upgradeFunctions = [
  'function upgradeTo(address)',
  'function upgradeToAndCall(address, bytes)',
  'function changeAdmin(address)',
  'function upgrade(address, address)',
  'function upgradeAndCall(address, address, bytes)',
  'function changeProxyAdmin(address, address)',
  'function setAddress(string, address)',
  'function setCode(bytes)',
  'function setStorage(bytes32, bytes32)',
  'function setOwner(address)',
  'function transferOwnership(address)',
  'function execTransaction(address, uint256, bytes, uint8, uint256, uint256, uint256, address, address, bytes)',
  'function approveHash(bytes32)',
  'function schedule(address, uint256, bytes, bytes32, bytes32, uint256)',
  'function scheduleBatch(address[], uint256[], bytes[], bytes32, bytes32, uint256)',
  'function execute(address, bytes)',
  'function addImplementation(address, bytes, bool)',
  'function upgradeTo(address, bytes, bool)',
  'function transferProxyOwnership(address)',
  'function queueTransaction(address, uint256, string, bytes, uint256)',
  'function startUpgrade(address[])',
  'function updateImplementation(address)',
  'function updateAndCall(address, bytes)',
].map(selectorOf);

/** The role of what the registry lists as an escrow: it holds tokens, beside the chain's own bridge. */
const escrowRole = 'escrow';

/** A contract of the chain that holds funds, passes messages or judges states, by its role. */
export type Part = { readonly role: string; readonly address: Address };

/**
 * The powers to replace the code of these contracts. Contracts with the same admin make one power, named after the first.
 * Contracts that nobody can change make none; of a contract whose code could not be read, anything is possible.
 */
export async function upgradePowers(parts: readonly Part[], resolver: Resolver): Promise<readonly Power[]> {
  const groups = new Map<string, { authority: Authority; parts: Part[] }>();
  const found = await Promise.all(parts.map((part) => codeAuthority(part, resolver)));
  for (const [index, part] of parts.entries()) {
    const authority = found[index] ?? nobody;
    if (authority.kind === 'nobody') continue;
    const key = JSON.stringify(authority);
    const group = groups.get(key) ?? { authority, parts: [] };
    group.parts.push(part);
    groups.set(key, group);
  }
  return named([...groups.values()].map(({ authority, parts: members }) => upgradePower(members, authority)));
}

/** Two groups whose first contracts have the same role are told apart by the beginning of the address. */
function named(powers: readonly Power[]): readonly Power[] {
  const first = new Map(powers.toReversed().map((one) => [one.id, one]));
  return powers.map((one) =>
    first.get(one.id) === one ? one : { ...one, id: `${one.id}-${one.on.slice(2, 8).toLowerCase()}` },
  );
}

async function codeAuthority({ address }: Part, resolver: Resolver): Promise<Authority> {
  const [admin, { pushed }] = await Promise.all([resolver.upgradeAuthority(address), resolver.inspect(address)]);
  if (pushed.status === 'known') return admin;
  return anyOf([admin, unresolved(pushed.reason, bodyId(resolver.reader.chainId, address))]);
}

function upgradePower(parts: readonly Part[], authority: Authority): Power {
  const [first] = parts as readonly [Part, ...Part[]];
  const roles = [...new Set(parts.map(({ role }) => role))];
  const escrowsOnly = roles.every((role) => role === escrowRole);
  return power({
    id: `upgrade-${kebab(first.role)}`,
    title: `replace the code of ${roles.join(', ')}`,
    breaks: guarantees,
    authority,
    on: first.address,
    selectors: upgradeFunctions,
    ...(escrowsOnly && { escrowsOnly }),
    effect: 'New code can take every deposit, accept any state and refuse every withdrawal.',
  });
}

/** `OptimismPortal` → `optimism-portal`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}

/** An authority whose effect waits; where the delay is unknown it does not wait. */
export function delayed(seconds: Observation<number>, of: Authority): Authority {
  return seconds.status === 'known' ? after(seconds.value, of) : of;
}
