import { type Address } from 'viem';
import type { Contract } from '../../authority/contract.ts';
import { answers, selectorOf } from '../../authority/contract.ts';
import { readGuardians } from '../../authority/controllers/guardian-prover.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { after, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import type { Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { power } from '../powers.ts';
import type { TaikoContracts } from './contracts.ts';
import { contractNamed } from './names.ts';
import { remoteVerifierPowers } from './remote-verifiers.ts';
import type { Tier } from './tiers.ts';

/** AddressManager.sol: which contract answers to a name. */
function renaming(id: string): OwnerPower {
  return {
    id,
    title: 'put another contract in the place of any other',
    breaks: guarantees,
    functions: ['function setAddress(uint64, bytes32, address)'],
    effect:
      'Contracts find each other by name: another bridge takes every deposit, another verifier accepts any state.',
  };
}

const signalPowers: readonly OwnerPower[] = [
  {
    id: 'authorise-states',
    title: 'choose who may post the state of the chain to the bridge',
    breaks: ['valid'],
    functions: ['function authorize(address, bool)'],
    effect: 'Whoever is chosen can post a state that contains any withdrawal.',
  },
];

const attestationPowers: readonly OwnerPower[] = [
  {
    id: 'choose-enclaves',
    title: 'choose which programs count as enclaves',
    breaks: ['valid'],
    functions: [
      'function setMrSigner(bytes32, bool)',
      'function setMrEnclave(bytes32, bool)',
      'function toggleLocalReportCheck()',
    ],
    effect: 'A program that signs whatever it is given can then prove any state.',
  },
];

/** By the kind of verifier that a tier has. */
const verifierPowers: Readonly<Record<Tier['kind'], readonly Omit<OwnerPower, 'id'>[]>> = {
  enclave: [
    {
      title: 'register keys as those of enclaves',
      breaks: ['valid'],
      functions: ['function addInstances(address[])'],
      effect: 'Whoever has such a key can prove any state.',
    },
  ],
  validity: [
    {
      title: 'choose which programs a validity proof may prove',
      breaks: ['valid'],
      functions: ['function setProgramTrusted(bytes32, bool)', 'function setImageIdTrusted(bytes32, bool)'],
      effect: 'A program that accepts everything proves any state.',
    },
  ],
  guardians: [],
  nothing: [],
};

/** The powers on the host, except over code. */
export async function hostPowers(
  contracts: TaikoContracts,
  tiers: Observation<readonly Tier[]>,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const lists = await Promise.all([
    ownerPowers(contracts.RollupAddressManager, [renaming('rename-rollup-contracts')], resolver),
    ownerPowers(contracts.SharedAddressManager, [renaming('rename-shared-contracts')], resolver),
    ownerPowers(contracts.SignalService, signalPowers, resolver),
    ownerPowers(contracts.Attestation, attestationPowers, resolver),
    pausePowers(contracts, resolver),
    tierPowers(contracts, tiers, resolver),
  ]);
  return lists.flat();
}

async function tierPowers(
  { TaikoL1 }: TaikoContracts,
  tiers: Observation<readonly Tier[]>,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const on = TaikoL1.status === 'known' ? TaikoL1.value.address : null;
  if (on === null) return [];
  if (tiers.status === 'unknown') {
    const authority = unresolved(`the tiers of proofs could not be read: ${tiers.reason}`);
    const effect = 'Nothing is known of what makes a state final.';
    return [power({ id: 'prove-in-any-tier', title: 'finalise any state', breaks: ['valid'], authority, on, effect })];
  }
  const lists = await Promise.all(tiers.value.map((tier) => powersOf(tier, { tiers: tiers.value, on }, resolver)));
  return lists.flat();
}

type Setting = { readonly tiers: readonly Tier[]; readonly on: Address };

async function powersOf(tier: Tier, setting: Setting, resolver: Resolver): Promise<readonly Power[]> {
  if (tier.verifier === null) return [];
  const list = verifierPowers[tier.kind].map((one) => ({ ...one, id: `choose-provers-of-tier-${tier.id}` }));
  const owned = await ownerPowers({ status: 'known', value: tier.verifier, evidence: [] }, list, resolver);
  if (tier.kind === 'guardians') return [...owned, guardianPower(tier, tier.verifier.address, { setting, resolver })];
  return [...owned, ...(await remoteVerifierPowers({ ...tier, verifier: tier.verifier }, setting.on, resolver))];
}

/** Guardians prove by approving. Those of a higher tier may overrule them, if somebody contests in time. */
function guardianPower(
  tier: Tier,
  verifier: Address,
  { setting, resolver }: { readonly setting: Setting; readonly resolver: Resolver },
): Power {
  const higher = setting.tiers.filter(({ id, kind }) => id > tier.id && kind === 'guardians');
  return power({
    id: `prove-in-tier-${tier.id}`,
    title: higher.length === 0 ? 'finalise any state, against any proof' : 'finalise any state that nobody contests',
    breaks: ['valid'],
    authority: after(tier.cooldownSeconds, resolver.resolve(verifier)),
    on: setting.on,
    selectors: ['function proveBlock(uint64, bytes)', 'function proveBlocks(uint64[], bytes[], bytes)'].map(selectorOf),
    vetoes: higher.flatMap((one) => (one.verifier ? [resolver.resolve(one.verifier.address)] : [])),
    effect: 'The word of the guardians stands in the place of a proof.',
  });
}

const pause = 'function pause()';
const pauseProving = 'function pauseProving(bool)';

async function pausePowers(contracts: TaikoContracts, resolver: Resolver): Promise<readonly Power[]> {
  const rollup = await pausable(contracts.TaikoL1, 'chain_watchdog', resolver);
  const bridge = await pausable(contracts.Bridge, 'bridge_watchdog', resolver);
  return [
    ...rollup.map(({ on, authority }) =>
      power({
        id: 'pause-proving',
        title: 'stop all proofs for ever',
        breaks: ['uncensored'],
        authority,
        on,
        selectors: [pauseProving, pause].map(selectorOf),
        effect: 'No state becomes final, so no withdrawal does.',
      }),
    ),
    ...bridge.map(({ on, authority }) =>
      power({
        id: 'pause-bridge',
        title: 'stop all withdrawals for ever',
        breaks: ['uncensored'],
        authority,
        on,
        selectors: [selectorOf(pause)],
        effect: 'A paused bridge processes no message.',
      }),
    ),
  ];
}

type Pausable = { readonly on: Address; readonly authority: Authority };

/** Who may pause a contract: its owner, and whoever has the name of its watchdog. */
async function pausable(
  contract: Observation<Contract | null>,
  name: string,
  resolver: Resolver,
): Promise<readonly Pausable[]> {
  if (contract.status === 'unknown' || contract.value === null) return [];
  const of = contract.value;
  if (!answers(of, pause) && !answers(of, pauseProving)) return [];
  const pushed = of.pushed.status === 'known' ? of.pushed.value : new Set<never>();
  const owners = await ownersOf({ address: of.address, pushed }, resolver);
  const dog = await watchdog(await contractNamed(contract, name, resolver), resolver);
  return [{ on: of.address, authority: anyOf([owners ?? unresolved(`who owns ${of.address} is not known`), dog]) }];
}

/** A GuardianProver passes on the pause of any single guardian (`pauseTaikoProving`). */
async function watchdog(contract: Observation<Contract | null>, resolver: Resolver): Promise<Authority> {
  if (contract.status === 'unknown') return unresolved(`the watchdog: ${contract.reason}`);
  if (contract.value === null) return { kind: 'nobody' };
  const itself = resolver.resolve(contract.value.address);
  if (!answers(contract.value, 'function pauseTaikoProving()')) return itself;
  const guardians = await readGuardians(contract.value, resolver);
  if (guardians.status === 'unknown') return unresolved(guardians.reason);
  return anyOf([itself, ...guardians.value.map(resolver.resolve)]);
}
