import { ask } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { optionalAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { type Guarantee, guarantees } from '../../model/guarantee.ts';
import { chainRead, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { delayed, power } from '../powers.ts';
import type { Court } from './assertions.ts';
import type { NitroContracts } from './contracts.ts';

/** What the rollup's owner may call, on which contract. `onlyRollupOwner` and `onlyRollupOrOwner` all ask the rollup for it. */
type Administration = {
  readonly id: string;
  readonly title: string;
  readonly breaks: readonly Guarantee[];
  readonly effect: string;
  readonly functions: readonly string[];
};

const ofRollup: Administration = {
  id: 'administer-rollup',
  title: 'confirm states, change the outboxes, the validators, the program and the periods',
  breaks: guarantees,
  effect: 'An outbox of its choice pays out every deposit; a state that it confirms needs no proof.',
  functions: [
    'function forceConfirmNode(uint64, bytes32, bytes32)',
    'function forceCreateNode(uint64, uint256, (((bytes32[2],uint64[2]),uint8),((bytes32[2],uint64[2]),uint8),uint64), bytes32)',
    'function forceConfirmAssertion(bytes32, bytes32, ((bytes32[2],uint64[2]),uint8,bytes32), bytes32)',
    'function setOutbox(address)',
    'function setDelayedInbox(address, bool)',
    'function setValidator(address[], bool[])',
    'function setValidatorWhitelistDisabled(bool)',
    'function setAnyTrustFastConfirmer(address)',
    'function setWasmModuleRoot(bytes32)',
    'function setConfirmPeriodBlocks(uint64)',
    'function setSequencerInbox(address)',
    'function setChallengeManager(address)',
    'function pause()',
  ],
};

const ofSequencerInbox: readonly Administration[] = [
  {
    id: 'postpone-inclusion',
    title: 'set how long the sequencer may hold forced transactions back',
    breaks: ['uncensored'],
    effect: 'With a delay without end a censored user never gets in by way of Ethereum.',
    functions: ['function setMaxTimeVariation((uint256,uint256,uint256,uint256))'],
  },
  {
    id: 'appoint-committee',
    title: 'appoint a data committee of its choice',
    breaks: ['valid', 'uncensored', 'unreverted'],
    effect: 'Batches whose data only that committee vouches for count: it can keep them to itself.',
    functions: ['function setValidKeyset(bytes)'],
  },
];

const ofInbox: Administration = {
  id: 'close-inbox',
  title: 'close the inbox, or keep everybody out who is not on a list',
  breaks: ['uncensored'],
  effect: 'A transaction that the inbox refuses cannot be forced in.',
  functions: ['function pause()', 'function setAllowListEnabled(bool)', 'function setAllowList(address[], bool[])'],
};

/** The powers of the rollup's owner over everything that asks for it, and of whoever appoints the batch posters. */
export async function ownerPowers(contracts: NitroContracts, resolver: Resolver): Promise<readonly Power[]> {
  const { rollup, sequencerInbox, inbox } = contracts;
  const owner = await ownerOf(rollup, resolver);
  const appointed = await chainRead(sequencerInbox, (of) =>
    ask(resolver, { of, view: 'function batchPosterManager() view returns (address)' }),
  );
  const posting = anyOf([owner, await optionalAuthority(appointed, resolver)]);
  return [
    administer(ofRollup, rollup, owner),
    ...over(sequencerInbox, (contract) => ofSequencerInbox.map((one) => administer(one, contract, owner))),
    ...over(inbox, (contract) => [administer(ofInbox, contract, owner)]),
    ...over(sequencerInbox, ({ address }) => [appointPosters(address, posting)]),
  ];
}

/** Who owns the rollup: the admin of its proxy, which its own code answers for. */
async function ownerOf(rollup: Contract, resolver: Resolver): Promise<Authority> {
  const owner = await ask(resolver, { of: rollup, view: 'function owner() view returns (address)' });
  return optionalAuthority(notNull(owner, `${rollup.address} names no owner`), resolver);
}

function over(contract: Observation<Contract>, make: (contract: Contract) => readonly Power[]): readonly Power[] {
  // What was not found has a power of its own, which anything may hide behind.
  return contract.status === 'known' ? make(contract.value) : [];
}

function administer({ functions, ...rest }: Administration, on: Contract, authority: Authority): Power {
  const selectors = functions.filter((one) => answers(on, one)).map(selectorOf);
  return power({ ...rest, on: on.address, authority, selectors });
}

function appointPosters(on: Power['on'], authority: Authority): Power {
  return power({
    id: 'appoint-posters',
    title: 'choose who posts batches',
    breaks: [],
    authority,
    on,
    selectors: ['function setIsBatchPoster(address, bool)', 'function setIsSequencer(address, bool)'].map(selectorOf),
    effect: 'Another sequencer can order and exclude as it likes; forced transactions still get in.',
  });
}

/** The powers of those who assert and confirm states. None where anybody may assert and nobody can confirm at once. */
export function assertionPowers(rollup: Contract, court: Court, resolver: Resolver): readonly Power[] {
  const on = rollup.address;
  const anybody = court.open.status === 'known' && court.open.value;
  const validators = listed(court.validators, resolver);
  const powers: Power[] = [];
  if (!anybody) {
    powers.push(
      power({
        id: 'assert-state',
        title: 'finalise a state of its choice',
        breaks: ['valid'],
        authority: delayed(court.confirmation, anyOf(validators)),
        on,
        vetoes: validators.length > 1 ? validators : [],
        effect:
          'Unless another one on the list of validators challenges it, the bridge pays out whatever the state contains.',
      }),
    );
  }
  if (!anybody && !(court.fallback.status === 'known' && court.fallback.value !== null)) {
    powers.push(
      power({
        id: 'withhold-assertions',
        title: 'stop asserting states',
        breaks: ['uncensored'],
        authority: allOf(validators),
        on,
        effect:
          'Nobody else may assert, and nothing opens the list when those on it are gone: no withdrawal becomes final.',
      }),
    );
  }
  return [...powers, ...fastPowers(on, listed(court.confirmers, resolver))];
}

function fastPowers(on: Power['on'], confirmers: readonly Authority[]): readonly Power[] {
  if (confirmers.length === 0) return [];
  return [
    power({
      id: 'fast-confirm',
      title: 'confirm a state at once, without a challenge',
      breaks: ['valid'],
      authority: anyOf(confirmers),
      on,
      effect: 'Nobody has time to challenge it: the bridge pays out whatever withdrawals the state contains.',
    }),
  ];
}

function listed(addresses: Court['validators'], resolver: Resolver): readonly Authority[] {
  if (addresses.status === 'unknown') return [unresolved(addresses.reason)];
  return addresses.value.map((one) => resolver.resolve(one));
}
