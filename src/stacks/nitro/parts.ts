import type { Address } from 'viem';
import type { Contract } from '../../authority/contract.ts';
import { unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { map, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { kebab, type Part, power } from '../powers.ts';
import type { NitroContracts } from './contracts.ts';

/** The contracts that were found, by role. */
export function partsOf(contracts: NitroContracts): readonly Part[] {
  const named = namedParts(contracts).flatMap(([role, found]) =>
    found.status === 'known' ? found.value.map((address) => ({ role, address })) : [],
  );
  const first = named.filter(({ address }, at) => named.findIndex((one) => one.address === address) === at);
  return [{ role: 'RollupProxy', address: contracts.rollup.address }, ...first];
}

/** A contract that every chain has and that could not be found: whoever controls it is not known. */
export function unknownParts(contracts: NitroContracts): readonly Power[] {
  return namedParts(contracts).flatMap(([role, found]) => {
    if (found.status === 'known') return [];
    return [
      power({
        id: `unknown-${kebab(role)}`,
        title: `act through ${role}, which was not found`,
        breaks: guarantees,
        authority: unresolved(`${role}: ${found.reason}`),
        on: contracts.rollup.address,
        effect: 'Nothing is known of who controls this contract.',
      }),
    ];
  });
}

function namedParts(contracts: NitroContracts): readonly (readonly [string, Observation<readonly Address[]>])[] {
  const one = (found: Observation<Contract>) => map(found, ({ address }) => [address]);
  return [
    ['Bridge', one(contracts.bridge)],
    ['SequencerInbox', one(contracts.sequencerInbox)],
    ['Inbox', one(contracts.inbox)],
    ['ChallengeManager', one(contracts.challengeManager)],
    ['DelayedInbox', contracts.delayedInboxes],
    ['Outbox', contracts.outboxes],
    ['OneStepProver', map(contracts.provers, (all) => all.filter(isChangeable).map(({ address }) => address))],
  ];
}

/**
 * Whether a prover's code may change. Where the code at its own address has the getters by which the others were found, it is what it
 * seems, whatever bytes behind it look like a DELEGATECALL.
 */
function isChangeable({ proxy }: Contract, at: number): boolean {
  return at > 0 || proxy.status === 'unknown' || proxy.value !== null;
}
