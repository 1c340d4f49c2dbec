import { type Address, isAddressEqual } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import { follow, followAlways, ofKind } from '../discovery.ts';
import { ofRollup } from './owners.ts';
import { readVerifier } from './verifier.ts';

/** Rollup.sol. What a contract must have to be taken for one. */
export const rollupShape = [
  'function getProofSubmissionEpochs() view returns (uint256)',
  'function getTargetCommitteeSize() view returns (uint256)',
  'function getManaTarget() view returns (uint256)',
  'function getSlasher() view returns (address)',
  'function getOutbox() view returns (address)',
  'function getGSE() view returns (address)',
  'function checkBlob() view returns (bool)',
  'function prune()',
] as const;

const rewardConfig = 'function getRewardConfig() view returns ((address, uint32, address, uint96))';
const rollupOfHatch = 'function getRollup() view returns (address)';

/** The kinds of contracts that the Rollup names, by what their code has. */
const shapes = {
  Outbox: ['function insert(uint256, bytes32)', 'function hasMessageBeenConsumedAtEpoch(uint256, uint256)'],
  Inbox: ['function consume(uint256) returns (bytes32)', 'function LAG() view returns (uint256)'],
  FeeJuicePortal: ['function distributeFees(address, uint256)', 'function L2_TOKEN_ADDRESS() view returns (bytes32)'],
  GSE: ['function addRollup(address)', 'function getBonusInstanceAddress() view returns (address)'],
  RewardDistributor: ['function claim(address, uint256)', 'function canonicalRollup() view returns (address)'],
  Registry: ['function addRollup(address)', 'function getCanonicalRollup() view returns (address)'],
  RewardBooster: ['function updateAndGetShares(address) returns (uint256)', 'function ROLLUP() view returns (address)'],
  Slasher: ['function vetoPayload(address) returns (bool)', 'function slash(address) returns (bool)'],
  EscapeHatch: ['function joinCandidateSet()', 'function isHatchOpen(uint256) view returns (bool, address)'],
} as const;

type Name = keyof typeof shapes | 'Verifier';

/** The Rollup’s other contracts. Unknown where one was not found, or is of a kind that is not recognised; a Slasher or an EscapeHatch may be missing. */
export type Found = Readonly<Record<Name, Observation<Contract | null>>>;

/**
 * The Rollup; unknown where the code is not one's, or of a version in which the owner has other functions than are listed: one that
 * takes other arguments would be overlooked.
 */
export function asRollup(contract: Contract): Observation<Contract> {
  const listed = ofRollup.flatMap(({ functions }) => functions);
  return recognised('Rollup', known(contract), [...rollupShape, ...listed]);
}

/** Follows from the Rollup to everything that holds funds, passes messages, judges, or decides who proposes. */
export async function discover(rollup: Observation<Contract>, resolver: Resolver): Promise<Found> {
  const named = (view: `function ${string}() view returns (address)`) => followAlways(resolver, rollup, [view]);
  const distributor = ofRole(
    'RewardDistributor',
    await named('function getRewardDistributor() view returns (address)'),
  );
  const registry = await followAlways(resolver, distributor, ['function REGISTRY() view returns (address)']);
  return {
    Verifier: await readVerifier(rollup, resolver),
    Outbox: ofRole('Outbox', await named('function getOutbox() view returns (address)')),
    Inbox: ofRole('Inbox', await named('function getInbox() view returns (address)')),
    FeeJuicePortal: ofRole('FeeJuicePortal', await named('function getFeeAssetPortal() view returns (address)')),
    GSE: ofRole('GSE', await named('function getGSE() view returns (address)')),
    RewardDistributor: distributor,
    Registry: ofRole('Registry', registry),
    RewardBooster: ofRole('RewardBooster', await boosterOf(rollup, resolver)),
    Slasher: ofRole('Slasher', await follow(resolver, rollup, ['function getSlasher() view returns (address)'])),
    EscapeHatch: await hatchOf(rollup, resolver),
  };
}

function ofRole(name: keyof typeof shapes, found: Observation<Contract | null>): Observation<Contract | null> {
  return recognised(name, found, shapes[name]);
}

function recognised<C extends Contract | null>(
  name: string,
  found: Observation<C>,
  shape: readonly string[],
): Observation<C> {
  return ofKind(found, shape, (address) => `${address} is no ${name} of a kind that is recognised`);
}

async function boosterOf(rollup: Observation<Contract>, resolver: Resolver): Promise<Observation<Contract>> {
  const config = await chainRead(rollup, (of) => ask(resolver, { of, view: rewardConfig }));
  return chainRead(notNull(config, 'the Rollup has no reward config'), async ([, , booster]) =>
    known(await resolver.inspect(booster)),
  );
}

/** A hatch of another Rollup lets nobody propose on this one. */
async function hatchOf(rollup: Observation<Contract>, resolver: Resolver): Promise<Observation<Contract | null>> {
  const found = await follow(resolver, rollup, ['function getEscapeHatch() view returns (address)']);
  return chainRead(ofRole('EscapeHatch', found), async (hatch): Promise<Observation<Contract | null>> => {
    if (hatch === null || rollup.status === 'unknown') return known(null);
    const serves = notNull(await ask(resolver, { of: hatch, view: rollupOfHatch }), `${hatch.address} names no Rollup`);
    return chain(serves, (address) => serving(hatch, address, rollup.value.address));
  });
}

function serving(hatch: Contract, served: Address, rollup: Address): Observation<Contract> {
  return isAddressEqual(served, rollup) ? known(hatch) : unknown(`${hatch.address} is the hatch of ${served}`);
}

/** Whether this is the Rollup that is canonical: only that one's proposers and provers are paid by the distributor. */
export async function isCanonical(
  rollup: Address,
  { Registry }: Found,
  resolver: Resolver,
): Promise<Observation<boolean>> {
  const canonical = await follow(resolver, Registry, ['function getCanonicalRollup() view returns (address)']);
  return map(canonical, (contract) => contract !== null && isAddressEqual(contract.address, rollup));
}
