import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { quorumOf } from '../../authority/controllers/eip1271-multisig.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { hasPeriods } from '../../authority/periods.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { unresolved } from '../../model/authority.ts';
import { map, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';

const councilOf = 'function securityCouncil() view returns (address)';
/** Private constants of ProtocolUpgradeHandler.sol, in seconds: how long a freeze lasts. Each can be used once before the next upgrade. */
const freezes = [
  {
    id: 'soft-freeze',
    title: 'freeze all chains of the ecosystem for half a day',
    call: 'function softFreeze()',
    threshold: 'function softFreezeThreshold() view returns (uint256)',
    lasts: 43_200,
  },
  {
    id: 'hard-freeze',
    title: 'freeze all chains of the ecosystem for a week',
    call: 'function hardFreeze()',
    threshold: 'function HARD_FREEZE_THRESHOLD() view returns (uint256)',
    lasts: 604_800,
  },
] as const;

/** The freezes of the security council, where a ProtocolUpgradeHandler governs the chain; they end by themselves. */
export async function freezePowers(
  manager: Observation<Contract | null>,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (manager.status === 'unknown' || manager.value === null) return [];
  const owner = await ask(resolver, { of: manager.value, view: 'function owner() view returns (address)' });
  if (owner.status === 'unknown' || owner.value === null) return [];
  const handler = await resolver.inspect(owner.value);
  if (!answers(handler, councilOf, ...freezes.map(({ call }) => call))) return [];
  const council = notNull(await ask(resolver, { of: handler, view: councilOf }), 'it names no council');
  return Promise.all(freezes.map((freeze) => freezePower(freeze, { handler, council }, resolver)));
}

type Parties = { readonly handler: Contract; readonly council: Observation<Address> };

async function freezePower(
  { id, title, call, threshold, lasts }: (typeof freezes)[number],
  { handler, council }: Parties,
  resolver: Resolver,
): Promise<Power> {
  return power({
    id,
    title,
    breaks: ['uncensored'],
    authority:
      council.status === 'unknown'
        ? unresolved(council.reason)
        : await quorumOf(council.value, await thresholdOf(council.value, threshold, resolver), resolver),
    on: handler.address,
    selectors: [selectorOf(call)],
    // Where the code is not seen to contain the period, nothing is known to end the freeze.
    lasts: hasPeriods(handler, [lasts]) ? lasts : 'unbounded',
    effect: 'While it lasts nothing goes in and no withdrawal is paid.',
  });
}

async function thresholdOf(
  council: Address,
  view: (typeof freezes)[number]['threshold'],
  resolver: Resolver,
): Promise<Observation<number>> {
  const contract = await resolver.inspect(council);
  return map(notNull(await ask(resolver, { of: contract, view }), `${council} has no such threshold`), Number);
}
