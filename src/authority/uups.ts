import { type Address } from 'viem';
import { type Authority, nobody, unresolved } from '../model/authority.ts';
import type { Resolver } from './resolver.ts';
import { readCode } from '../evidence/reads.ts';
import { selectorOf } from './contract.ts';
import { ownersOf } from './ownership.ts';

/** What an implementation of ERC-1822/ERC-1967 offers when it can replace itself. */
const upgradeFunctions = ['function upgradeTo(address)', 'function upgradeToAndCall(address, bytes)'].map(selectorOf);
const proxiable = selectorOf('function proxiableUUID() view returns (bytes32)');

/**
 * Who may upgrade a proxy whose implementations carry the upgrade function themselves (UUPS, ERC-1822). Nothing on chain
 * says whom `_authorizeUpgrade` lets through; it is taken to be the contract's owner or role admins, and unresolved where it
 * has neither.
 */
export async function controlOfUups(
  address: Address,
  implementations: readonly Address[],
  resolver: Resolver,
): Promise<Authority> {
  const codes = await Promise.all(implementations.map((one) => readCode(resolver.reader, one)));
  const unread = codes.flatMap((code) => (code.status === 'unknown' ? [code.reason] : []));
  if (unread.length > 0) return unresolved(`the implementation of ${address} could not be read: ${unread.join('; ')}`);
  const pushed = new Set(codes.flatMap((code) => (code.status === 'known' ? code.value.pushed : [])));
  if (!pushed.has(proxiable) || !upgradeFunctions.some((selector) => pushed.has(selector))) return nobody;
  const owners = await ownersOf({ address, pushed }, resolver, upgradeFunctions);
  return owners ?? unresolved(`who may upgrade ${address} (UUPS) is not known: it has no owner and no roles`);
}
