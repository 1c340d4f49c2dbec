import type { Chain, Location } from '../model/chain.ts';
import type { Finding } from '../model/rule.ts';
import { contractPaths, factPaths, find } from '../registry/place.ts';
import type { PowerAnalysis } from './power-analysis.ts';

/**
 * Gives a finding the line of the entry that it has most to do with: the contract that its power acts on, what is claimed of a
 * fact, or, for a power over a contract that was found from others, the contracts.
 */
export function placing(
  chain: Chain,
  powers: readonly PowerAnalysis[],
): (finding: Finding) => Finding & { readonly location?: Location } {
  const targets = new Map(powers.map(({ power }) => [power.id, power.on]));
  return (finding) => {
    const on = finding.power === undefined ? undefined : targets.get(finding.power);
    const paths = [...contractPaths(on, chain), ...finding.because.flatMap(factPaths)];
    const location = find(chain, on === undefined ? paths : [...paths, 'contracts']);
    return location === undefined ? finding : { ...finding, location };
  };
}
