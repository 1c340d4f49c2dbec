import { zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readView } from '../../evidence/reads.ts';
import { allOf, anyOf, type Authority, nobody, unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { all, chain as then, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { power } from '../powers.ts';
import type { Assessment, StackContext } from '../stack.ts';
import type { CdkContracts } from './contracts.ts';

/** PolygonValidiumEtrog.sol takes hashes of batches, and asks another contract for the data. Newest first; older ones named less. */
const withoutData = [
  'function sequenceBatchesValidium((bytes32,bytes32,uint64,bytes32)[], uint32, uint64, bytes32, address, bytes)',
  'function sequenceBatchesValidium((bytes32,bytes32,uint64,bytes32)[], uint64, uint64, address, bytes)',
  'function sequenceBatchesValidium((bytes32,bytes32,uint64,bytes32)[], address, bytes)',
];
/** PolygonZkEVMEtrog.sol takes the batches themselves. */
const withData = [
  'function sequenceBatches((bytes,bytes32,uint64,bytes32)[], uint32, uint64, bytes32, address)',
  'function sequenceBatches((bytes,bytes32,uint64,bytes32)[], uint64, uint64, address)',
  'function sequenceBatches((bytes,bytes32,uint64,bytes32)[], address)',
];
const setProtocol = 'function setDataAvailabilityProtocol(address)';
/** PolygonDataCommittee.sol. */
const committeeShape = [
  'function requiredAmountOfSignatures() view returns (uint256)',
  'function getAmountOfMembers() view returns (uint256)',
  'function verifyMessage(bytes32, bytes) view',
] as const;
const memberAt = 'function members(uint256) view returns (string, address)';
/** More members than this are not read. */
const memberLimit = 200n;

/** Those who sign that they hold the data. */
type Committee = { readonly threshold: number; readonly members: readonly `0x${string}`[] };

/** Where the data of a chain are, and the powers of those who can keep them. */
export type CdkData = { readonly facts: Assessment['facts']; readonly powers: readonly Power[] };

/** Who has a part in posting and keeping data. */
export type Keepers = { readonly sequencer: Authority; readonly admin: Authority };

/** Reads what a batch needs to be accepted, and who can see to it that the data are nowhere. */
export async function dataOf(
  { chain, resolver }: StackContext,
  contracts: CdkContracts,
  keepers: Keepers,
): Promise<CdkData> {
  const { consensus, dataProtocol } = contracts;
  const committee = await committeeOf(dataProtocol, resolver);
  const location = locationOf(contracts, chain);
  const size = await sizes(committee, location);
  return {
    facts: {
      'data.location': location,
      'data.content': map(location, (where) => (where === 'none' ? 'none' : 'transactions')),
      'data.network': await networkOf(location, chain),
      'data.attested': size.attested,
      'data.committee.members': size.members,
      'data.committee.threshold': size.threshold,
    },
    powers:
      location.status === 'known' && location.value === 'ethereum'
        ? []
        : [
            await withholding(contracts, { committee, keepers }, resolver),
            ...(answers(consensus, setProtocol) ? [switching(consensus, keepers.admin)] : []),
          ],
  };
}

function locationOf({ consensus, dataProtocol }: CdkContracts, chain: Chain): Observation<string> {
  if (consensus.pushed.status === 'unknown') return consensus.pushed;
  if (!withoutData.some((one) => answers(consensus, one))) {
    if (withData.some((one) => answers(consensus, one))) return known('ethereum', consensus.evidence);
    return elsewhere(chain, consensus.evidence);
  }
  if (dataProtocol.status === 'unknown') return dataProtocol;
  const protocol = dataProtocol.value;
  if (protocol === null) return elsewhere(chain, dataProtocol.evidence);
  if (protocol.pushed.status === 'unknown') return protocol.pushed;
  if (answers(protocol, ...committeeShape)) return known('committee', protocol.evidence);
  return unknown(
    `the data availability protocol ${protocol.address} is of a kind that is not recognised`,
    protocol.evidence,
  );
}

/** Nothing on the host asks for the data. Where they are, only people can say. */
function elsewhere(chain: Chain, evidence: readonly string[]): Observation<string> {
  const said = claimed(chain, 'data.location', 'string');
  return said.status === 'known' && said.value !== 'ethereum' ? said : known('none', evidence);
}

async function networkOf(location: Observation<string>, chain: Chain): Promise<Observation<string>> {
  return chainRead(location, async (where) =>
    where === 'external' ? claimed(chain, 'data.network', 'string') : known('none', location.evidence),
  );
}

type Sizes = {
  readonly attested: Observation<boolean>;
  readonly members: Observation<number>;
  readonly threshold: Observation<number>;
};

async function sizes(committee: Observation<Committee | null>, location: Observation<string>): Promise<Sizes> {
  if (location.status === 'unknown') return { attested: location, members: location, threshold: location };
  if (location.value !== 'committee') {
    const posted = known(location.value === 'ethereum', location.evidence);
    return { attested: posted, members: known(0, location.evidence), threshold: known(0, location.evidence) };
  }
  return {
    attested: map(committee, (one) => (one?.threshold ?? 0) > 0),
    members: map(committee, (one) => one?.members.length ?? 0),
    threshold: map(committee, (one) => one?.threshold ?? 0),
  };
}

async function committeeOf(
  protocol: Observation<Contract | null>,
  resolver: Resolver,
): Promise<Observation<Committee | null>> {
  return chainRead(protocol, async (contract): Promise<Observation<Committee | null>> => {
    if (contract === null || !answers(contract, ...committeeShape)) return known(null);
    const [threshold, total] = await Promise.all([
      ask(resolver, { of: contract, view: committeeShape[0] }),
      ask(resolver, { of: contract, view: committeeShape[1] }),
    ]);
    return chainRead(all([threshold, total]), async ([k, n]) => {
      if (k === null || n === null || n > memberLimit) return unknown(`${contract.address} has ${n} members`);
      if (k > n) return unknown(`${contract.address} needs ${k} of ${n} members`);
      const at = Array.from({ length: Number(n) }, (_, index) => BigInt(index));
      const on = contract.address;
      const members = at.map((index) => readView(resolver.reader, { on, view: memberAt, args: [index] }));
      return then(all(await Promise.all(members)), (list) => {
        const addresses = list.map(([, address]) => address);
        if (addresses.includes(zeroAddress)) return unknown(`${on} lists the zero address as a member`);
        return known({ threshold: Number(k), members: addresses });
      });
    });
  });
}

type Signed = { readonly committee: Observation<Committee | null>; readonly keepers: Keepers };

/** The sequencer posts a batch whose data nobody gets, with the signatures of a quorum or of a committee that was put in its place. */
async function withholding(
  { consensus, dataProtocol }: CdkContracts,
  { committee, keepers }: Signed,
  resolver: Resolver,
): Promise<Power> {
  const attesting = anyOf([signatures(committee, resolver), await mastersOf(dataProtocol, resolver)]);
  const asked = committee.status === 'unknown' || committee.value !== null;
  return power({
    id: 'withhold-data',
    title: 'keep the data from which the state is rebuilt to itself',
    breaks: ['uncensored', 'unreverted'],
    authority: asked ? allOf([keepers.sequencer, attesting]) : keepers.sequencer,
    on: consensus.address,
    effect: 'Without the data nobody can rebuild the state, prove a balance or leave.',
  });
}

function signatures(committee: Observation<Committee | null>, resolver: Resolver): Authority {
  if (committee.status === 'unknown') return unresolved(committee.reason);
  if (committee.value === null) return nobody;
  const { threshold: k, members } = committee.value;
  return { kind: 'threshold', k, of: members.map((one) => resolver.resolve(one)) };
}

/** Who can put other members in: the committee's owner, and whoever replaces its code. */
async function mastersOf(protocol: Observation<Contract | null>, resolver: Resolver): Promise<Authority> {
  if (protocol.status === 'unknown') return unresolved(protocol.reason);
  if (protocol.value === null) return nobody;
  const { address, pushed } = protocol.value;
  if (pushed.status === 'unknown') return unresolved(pushed.reason);
  const owners = await ownersOf({ address, pushed: pushed.value }, resolver);
  return anyOf([owners ?? nobody, await resolver.upgradeAuthority(address)]);
}

function switching(consensus: Contract, admin: Authority): Power {
  return power({
    id: 'switch-data-availability',
    title: 'let batches pass whose data are nowhere',
    breaks: ['uncensored', 'unreverted'],
    authority: admin,
    on: consensus.address,
    selectors: [selectorOf(setProtocol)],
    effect: 'Another contract in the place of the committee may accept any batch.',
  });
}
