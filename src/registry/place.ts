import type { Chain, Location } from '../model/chain.ts';

/** Where the first of these dotted paths stands that the entry has, if it has one. */
export function find({ locations }: Chain, paths: readonly string[]): Location | undefined {
  const path = paths.find((one) => locations[one] !== undefined);
  return path === undefined ? undefined : locations[path];
}

/** Where the first of these dotted paths stands that the entry has; the entry itself where it has none. */
export function locate(chain: Chain, ...paths: readonly string[]): Location {
  return find(chain, paths) ?? chain.location;
}

/** The paths under which an entry says something of a fact: a claim, and for a council's constitution the councils. */
export function factPaths(name: string): readonly string[] {
  return [`claims.${name}`, ...(name.startsWith('council.') ? ['councils'] : [])];
}

/** The paths under which an entry names an address. */
export function contractPaths(address: string | undefined, { contracts, escrows }: Chain): readonly string[] {
  const names = Object.keys(contracts).filter((name) => contracts[name] === address);
  const escrow = escrows.findIndex((one) => one === address);
  return [...names.map((name) => `contracts.${name}`), ...(escrow === -1 ? [] : [`escrows.${escrow}`])];
}
