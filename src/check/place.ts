import type { Cause } from '../model/change.ts';
import type { Chain, Location } from '../model/chain.ts';
import type { ChainReport } from '../model/report.ts';
import { contractPaths, factPaths, locate } from '../registry/place.ts';

/**
 * The line of a registry entry that a change has most to do with: that of a claim which attests a fact, of a contract
 * which a power acts on, of the councils where their constitution changed; else the entry's id.
 */
export function placeOf(
  { chain, report }: { readonly chain: Chain; readonly report: Pick<ChainReport, 'powers'> },
  causes: readonly Cause[],
): Location {
  const paths = causes.flatMap((cause) => pathsOf(cause, chain, report));
  return locate(chain, ...paths, 'id');
}

/** Where the entry names a contract: by its address, or by its role. */
export function placeOfContract(chain: Chain, address: string, role: string): Location {
  return locate(chain, ...contractPaths(address, chain), `contracts.${role}`, 'contracts', 'id');
}

function pathsOf({ kind, name }: Cause, chain: Chain, { powers }: Pick<ChainReport, 'powers'>): readonly string[] {
  switch (kind) {
    case 'fact':
      return factPaths(name);
    case 'power':
      return contractPaths(powers.find(({ id }) => id === name)?.on, chain);
    case 'contract':
      return contractPaths(name, chain);
    default:
      return [];
  }
}
