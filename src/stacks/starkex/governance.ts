import { selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { governorsOf } from '../../authority/starkware-governors.ts';
import { readView } from '../../evidence/reads.ts';
import type { Authority } from '../../model/authority.ts';
import { anyOf, unresolved } from '../../model/authority.ts';
import { map, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { delayed, power } from '../powers.ts';
import type { Data } from './data.ts';
import type { Exchange } from './exchange.ts';

const mainGovernor = 'function mainIsGovernor(address) view returns (bool)';
const configurationDelay = 'function configurationDelay() view returns (uint256)';

/** What the governors of an exchange can do beside upgrading it. */
export async function governancePowers(exchange: Exchange, data: Data, resolver: Resolver): Promise<readonly Power[]> {
  const governors = await governorsOf(exchange.address, mainGovernor, resolver);
  const onEthereum = data.location.status === 'known' && data.location.value === 'ethereum';
  const replace = power({
    id: 'replace-verifiers',
    title: 'replace those who judge proofs and attest data',
    breaks: onEthereum ? ['valid'] : ['valid', 'uncensored', 'unreverted'],
    authority: waiting(exchange.removalSeconds, governors),
    on: exchange.address,
    selectors: [
      'function removeVerifier(address)',
      'function announceVerifierRemovalIntent(address)',
      'function removeAvailabilityVerifier(address)',
      'function announceAvailabilityVerifierRemovalIntent(address)',
    ].map(selectorOf),
    effect: 'Once the old verifiers are gone, new ones accept any state, or states whose data nobody has.',
  });
  const { perpetual } = exchange;
  if (perpetual.status === 'known' && !perpetual.value) return [replace];
  const delay = map(await readView(resolver.reader, { on: exchange.address, view: configurationDelay }), Number);
  return [replace, configure(exchange, waiting(delay, governors))];
}

function configure({ address }: Exchange, authority: Authority): Power {
  return power({
    id: 'configure-exchange',
    title: 'change how positions are valued',
    breaks: ['valid'],
    authority,
    on: address,
    selectors: [
      'function applyGlobalConfigurationChange(bytes32)',
      'function applyAssetConfigurationChange(uint256, bytes32)',
    ].map(selectorOf),
    effect: 'With price sources and margins of its choice any position can be liquidated.',
  });
}

/** With an unknown wait there is none, and what else may be true counts as well. */
function waiting(seconds: Observation<number>, of: Authority): Authority {
  return seconds.status === 'known' ? delayed(seconds, of) : anyOf([of, unresolved(seconds.reason)]);
}
