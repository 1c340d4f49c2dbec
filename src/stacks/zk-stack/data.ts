import { type Address, type Hex, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, nobody, unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { all, known, map, type Observation, unknown } from '../../model/observation.ts';
import { claimed } from '../claims.ts';
import type { Assessment, StackContext } from '../stack.ts';
import type { ZkContracts } from './contracts.ts';
import { type Pair, pairAllowed, pairOf, permanence } from './data-pairs.ts';

const pricingMode = 'function getPubdataPricingMode() view returns (uint8)';
const checks = 'function checkDA(uint256, uint256, bytes32, bytes, uint256)';
/** RollupL1DAValidator.sol: it takes calldata, or blobs that it saw published. */
const posts = [
  'function publishBlobs(bytes)',
  'function publishedBlobCommitments(bytes32) view returns (uint256)',
] as const;
/** AvailL1DAValidator.sol: it asks Avail's bridge, which follows Avail's headers by a light client. */
const bridge = 'function bridge() view returns (address)';
const lightClient = 'function vectorx() view returns (address)';

/** Where the data of a chain are, and who can keep them to themselves beside the validators who post them. */
export type DataAvailability = {
  readonly facts: Assessment['facts'];
  readonly location: Observation<string>;
  /** Who attests data elsewhere, or can make the attesting contracts say anything; nobody where nothing is asked. */
  readonly attesters: Authority;
  /** Whether the chain's admin can choose another place: not once the chain has made itself a permanent rollup. */
  readonly permanent: Observation<boolean>;
  readonly contracts: readonly { readonly role: string; readonly address: Address }[];
};

type Place = {
  readonly location: Observation<string>;
  readonly network: Observation<string>;
  readonly attested: Observation<boolean>;
  readonly attesters: Authority;
};

/** Reads where batches' data have to be for a batch to be accepted. */
export async function dataOf(context: StackContext, { diamond, bridgehub }: ZkContracts): Promise<DataAvailability> {
  const { resolver } = context;
  const pair = await ask(resolver, { of: diamond, view: pairOf });
  const permanent = await permanence(diamond, resolver);
  const place = await placeOf(pair, { context, diamond, bridgehub, permanent });
  const validator = pair.status === 'known' ? (pair.value?.[0] ?? zeroAddress) : zeroAddress;
  return {
    facts: {
      'data.location': place.location,
      'data.content': map(place.location, (where) => (where === 'none' ? 'none' : 'state-diffs')),
      'data.network': place.network,
      'data.attested': place.attested,
      'data.committee.members': map(place.location, () => 0),
      'data.committee.threshold': map(place.location, () => 0),
    },
    location: place.location,
    attesters: place.attesters,
    permanent,
    contracts: validator === zeroAddress ? [] : [{ role: 'L1DAValidator', address: validator }],
  };
}

type Situation = {
  readonly context: StackContext;
  readonly diamond: Contract;
  readonly bridgehub: Observation<Contract | null>;
  readonly permanent: Observation<boolean>;
};

async function placeOf(pair: Observation<Pair | null>, situation: Situation): Promise<Place> {
  const { context, diamond } = situation;
  if (pair.status === 'unknown') return unknownPlace(pair);
  // Before v26 the pricing mode decided; before that all data had to be in the calldata.
  if (pair.value === null) {
    const mode = await ask(context.resolver, { of: diamond, view: pricingMode });
    if (mode.status === 'unknown') return unknownPlace(mode);
    return mode.value === null || mode.value === 0
      ? onEthereum(mode.evidence)
      : elsewhere(context.chain, mode.evidence);
  }
  const [l1] = pair.value;
  if (l1 === zeroAddress) return elsewhere(context.chain, pair.evidence);
  const validator = await context.resolver.inspect(l1);
  if (validator.pushed.status === 'unknown') return unknownPlace(validator.pushed);
  if (answers(validator, checks, ...posts)) return postedPlace(pair.value, situation);
  if (answers(validator, checks, bridge, lightClient)) return availPlace(validator, context.resolver);
  if (answers(validator, checks) && isBare(validator.pushed.value)) return elsewhere(context.chain, validator.evidence);
  const reason = `the data availability validator ${l1} is of a kind that is not recognised`;
  return unknownPlace(unknown(reason, validator.evidence));
}

/**
 * Whether a validator offers nothing but the check, as ValidiumL1DAValidator.sol, which asks nobody: `checkDA`, ERC-165 and its ids, an
 * error or two. Values below 2^24 are no selectors.
 */
function isBare(pushed: ReadonlySet<Hex>): boolean {
  return [...pushed].filter((value) => BigInt(value) >= 1n << 24n).length <= 8;
}

function onEthereum(evidence: readonly string[]): Place {
  return {
    location: known('ethereum', evidence),
    network: known('none', evidence),
    attested: known(true, evidence),
    attesters: nobody,
  };
}

/** Nothing on Ethereum asks for the data. Where they are, only people can say. */
function elsewhere(chain: Chain, evidence: readonly string[]): Place {
  const [location, network] = [claimed(chain, 'data.location', 'string'), claimed(chain, 'data.network', 'string')];
  const named = location.status === 'known' && location.value !== 'ethereum';
  return {
    location: named ? location : known('none', evidence),
    network: named ? network : known('none', evidence),
    attested: known(false, evidence),
    attesters: nobody,
  };
}

function unknownPlace(open: Observation<unknown> & { readonly status: 'unknown' }): Place {
  return { location: open, network: open, attested: open, attesters: unresolved(open.reason) };
}

/**
 * The L1 validator takes what its counterpart on the chain reports, so the two count only as a pair: governance keeps a list of pairs
 * that publish everything, and a permanent rollup can have no other.
 */
async function postedPlace([l1, l2]: Pair, situation: Situation): Promise<Place> {
  const { permanent } = situation;
  if (permanent.status === 'known' && permanent.value) return onEthereum(permanent.evidence);
  const { context, diamond, bridgehub } = situation;
  const allowed = await pairAllowed([l1, l2], { ...context, diamond, bridgehub });
  if (allowed.status === 'known' && allowed.value) return onEthereum(allowed.evidence);
  const reason = allowed.status === 'known' ? 'governance has not approved the pair' : allowed.reason;
  return unknownPlace(
    unknown(`whether ${l2} makes the chain publish all data is not known: ${reason}`, allowed.evidence),
  );
}

/** Avail's validators attest by signing headers; whoever controls the bridge or the light client can make it say anything. */
async function availPlace(validator: Contract, resolver: Resolver): Promise<Place> {
  const on = validator.address;
  const named = await Promise.all([
    readView(resolver.reader, { on, view: bridge }),
    readView(resolver.reader, { on, view: lightClient }),
  ]);
  const contracts = all(named);
  const attested = map(contracts, (addresses) => addresses.every((one) => one !== zeroAddress));
  const keepers = await Promise.all(named.map((one) => keepersOf(one, resolver)));
  return {
    location: known('external', validator.evidence),
    network: known('avail', validator.evidence),
    attested,
    attesters: anyOf([...keepers, unresolved('the validators of Avail, of whom Ethereum sees only signed headers')]),
  };
}

async function keepersOf(read: Observation<Address>, resolver: Resolver): Promise<Authority> {
  if (read.status === 'unknown') return unresolved(read.reason);
  const contract = await resolver.inspect(read.value);
  if (contract.pushed.status === 'unknown') return unresolved(contract.pushed.reason);
  const owners = await ownersOf({ address: read.value, pushed: contract.pushed.value }, resolver);
  return anyOf([owners ?? nobody, await resolver.upgradeAuthority(read.value)]);
}
