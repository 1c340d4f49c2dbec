import { ask } from '../../authority/ask.ts';
import { selectorOf } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { type Authority, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { chainRead, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import type { AddressView } from '../discovery.ts';
import { power } from '../powers.ts';
import { type KromaContracts, views } from './contracts.ts';
import type { Judging } from './facts.ts';

/** The powers of the security council, the guardian and the trusted validator. */
export async function hostPowers(
  contracts: KromaContracts,
  judging: Judging,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const { KromaPortal: portal, Colosseum: colosseum, ValidatorPool: pool } = contracts;
  const who = (of: Observation<Power['on']>): Promise<Authority> => addressAuthority(of, resolver);
  const council = await who(await namedBy(colosseum, views.council, resolver));
  const guardian = await who(await namedBy(portal, 'function GUARDIAN() view returns (address)', resolver));
  const trusted = await who(await namedBy(pool, 'function TRUSTED_VALIDATOR() view returns (address)', resolver));
  const on = portal.value.address;
  const isOpen = judging.permissionless.status === 'known' && judging.permissionless.value;
  return [
    ...councilPowers(colosseum, council),
    power({
      id: 'pause-withdrawals',
      title: 'stop all withdrawals for ever',
      breaks: ['uncensored'],
      authority: guardian,
      on,
      selectors: [selectorOf('function pause()')],
      effect: 'While the portal is paused no withdrawal can be proved or finalised; deposits go on.',
    }),
    ...(isOpen ? [] : [withhold(pool.status === 'known' ? pool.value.address : on, trusted)]),
    ...(judging.kinds.status === 'known' ? [] : [unrecognised(on, judging.kinds.reason)]),
  ];
}

/**
 * A root that the council deleted it may replace by any other, as long as the output is not final (Colosseum.sol:
 * `forceDeleteOutput`, then `dismissChallenge`). The output keeps its age, so the council can wait until nobody has the time to
 * challenge what it put there.
 */
function councilPowers(colosseum: KromaContracts['Colosseum'], authority: Authority): readonly Power[] {
  if (colosseum.status === 'unknown') return [];
  const on = colosseum.value.address;
  const deletes = 'function forceDeleteOutput(uint256)';
  const replaces = 'function dismissChallenge(uint256, address, address, bytes32, bytes32)';
  return [
    power({
      id: 'replace-output',
      title: 'put a state of its choice in the place of one that is about to be final',
      breaks: ['valid', 'unreverted'],
      authority,
      on,
      selectors: [selectorOf(deletes), selectorOf(replaces)],
      effect:
        'The bridge pays out whatever withdrawals that state contains: nothing proves it, and it is too late to challenge.',
    }),
    power({
      id: 'delete-outputs',
      title: 'delete submitted states, again and again',
      breaks: ['uncensored'],
      authority,
      on,
      selectors: [selectorOf(deletes)],
      effect: 'No state ever becomes final, so no withdrawal does.',
    }),
  ];
}

function withhold(on: Power['on'], authority: Authority): Power {
  return power({
    id: 'withhold-outputs',
    title: 'stop submitting states',
    breaks: ['uncensored'],
    authority,
    on,
    effect: 'As long as the pool has not chosen a validator nobody else may submit, so no withdrawal becomes final.',
  });
}

function unrecognised(on: Power['on'], reason: string): Power {
  return power({
    id: 'judge-states',
    title: 'decide which state counts, in a way that is not recognised',
    breaks: guarantees,
    authority: unresolved(reason),
    on,
    effect: 'Nothing is known of who can have a state accepted, refused or replaced.',
  });
}

/** The address that a contract names. */
async function namedBy(
  of: KromaContracts['Colosseum'],
  view: AddressView,
  resolver: Resolver,
): Promise<Observation<Power['on']>> {
  const read = await chainRead(of, (contract) => ask(resolver, { of: contract, view }));
  return notNull(read as Observation<Power['on'] | null>, `no contract is named by ${view}`);
}
