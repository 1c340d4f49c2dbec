import { bodyId } from '../model/authority.ts';
import type { Chain } from '../model/chain.ts';
import type { FactValue } from '../model/fact.ts';
import { known, type Observation, unknown } from '../model/observation.ts';
import type { FactName } from '../model/vocabulary.ts';
import { vouchedFor } from '../stacks/claims.ts';
import type { Assessment } from '../stacks/stack.ts';
import type { PowerAnalysis, Setting } from './power-analysis.ts';

type Source = { readonly assessment: Assessment; readonly powers: readonly PowerAnalysis[]; readonly setting: Setting };

/** The facts that follow from the registry's entry, from powers, bodies and the exit, whatever the stack. */
export function derivedFacts(chain: Chain, source: Source): Partial<Record<FactName, Observation<FactValue>>> {
  const { powers, setting } = source;
  return {
    'chain.archived': known(chain.archived),
    'exit.start.seconds': setting.exit.start,
    'exit.finish.seconds': setting.exit.finish,
    'exit.delay.seconds': regularDelay(powers),
    'upgrade.immutable': immutable(powers),
    'proof.challengers.outside': vouchedFor(chain, 'proof.challengers.outside'),
    'data.committee.outside': vouchedFor(chain, 'data.committee.outside'),
    'council.proper': councilFact(chain, setting),
  };
}

/**
 * The delay of the regular way to change the chain. Where nobody but a council by itself can change something, there is no other way
 * to, and the council's own counts. Escrows of single tokens are not the chain.
 */
function regularDelay(powers: readonly PowerAnalysis[]): Observation<number> {
  const touching = powers.filter(({ power }) => power.breaks.includes('untouched') && power.escrowsOnly !== true);
  const at = (end: 'worst' | 'best'): number | null => {
    const delays = touching.flatMap((one) => one.regularSeconds[end] ?? one.fastestSeconds[end] ?? []);
    return delays.length === 0 ? null : Math.min(...delays);
  };
  const [worst, best] = [at('worst'), at('best')];
  if (worst !== null && worst === best) return known(worst);
  return unknown(
    worst === null ? 'nobody can change the chain' : 'who can change the chain, and how fast, is not fully resolved',
  );
}

function immutable(powers: readonly PowerAnalysis[]): Observation<boolean> {
  const upgrades = powers.filter(({ power }) => power.breaks.includes('untouched'));
  if (upgrades.every((one) => one.fastestSeconds.worst === null)) return known(true);
  if (upgrades.some((one) => one.fastestSeconds.best !== null)) return known(false);
  return unknown('whether anybody can change the code is not resolved');
}

function councilFact(chain: Chain, { councils, bodies }: Setting): Observation<boolean> {
  if (councils.length > 0) return known(true);
  const unread = chain.councils.filter(
    (claim) => bodies.get(bodyId(claim.chainId, claim.address))?.kind === 'unresolved',
  );
  if (unread.length > 0) return unknown(`the council ${unread.map(({ name }) => name).join(', ')} could not be read`);
  return known(false);
}
