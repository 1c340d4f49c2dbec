import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { operatorsOf } from '../../authority/starkware-operators.ts';
import { allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { Exchange } from './exchange.ts';

const signaturesRequired = 'function signaturesRequired() view returns (uint256)';
const hasFact = 'function hasRegisteredFact() view returns (bool)';
const committeeShape = [
  signaturesRequired,
  hasFact,
  'function isMember(address) view returns (bool)',
  'function verifyAvailabilityProof(bytes32, bytes)',
] as const;

/** More than any committee has; the number is the contract's word, and each member is looked at. */
const mostSignatures = 200;

/** Where the data of an exchange are. */
export type Data = {
  readonly location: Observation<'ethereum' | 'committee'>;
  /** How many members of the committee sign; 0 where the data are on Ethereum. */
  readonly threshold: Observation<number>;
};

type Committee = { readonly quorum: number; readonly used: boolean };

/**
 * Every availability verifier has to accept every state whose data are not on Ethereum. A committee that never attested anything,
 * while states were accepted, was never asked: the data are on Ethereum. (To swap committees takes weeks in which both
 * are asked, so a new one has attested something before it is the only one.)
 */
export async function readData(exchange: Exchange, resolver: Resolver): Promise<Data> {
  const committees = await chainRead(exchange.availabilityVerifiers, async (list) =>
    list.length === 0
      ? unknown(`${exchange.address} names no availability verifier`)
      : all(await Promise.all(list.map((one) => readCommittee(one, resolver)))),
  );
  const location = chain(all([committees, exchange.batches]), ([list, batches]): Data['location'] => {
    if (list.some(({ used }) => used)) return known('committee');
    if (batches > 0n) return known('ethereum');
    return unknown(`${exchange.address} has accepted no state yet, so where its data are does not show`);
  });
  const threshold = chain(all([committees, location]), ([list, where]): Observation<number> => {
    const used = list.filter((one) => one.used);
    if (where === 'ethereum') return known(0);
    const [one] = used;
    if (used.length !== 1 || one === undefined) return unknown(`${used.length} committees attest the data`);
    return one.quorum <= mostSignatures
      ? known(one.quorum)
      : unknown(`the data committee is said to need ${one.quorum} signatures`);
  });
  return { location, threshold };
}

async function readCommittee(at: Address, resolver: Resolver): Promise<Observation<Committee>> {
  const contract = await resolver.inspect(at);
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (!answers(contract, ...committeeShape)) {
    return unknown(`the availability verifier at ${at} is of a kind that is not recognised`, contract.evidence);
  }
  const [quorum, used] = await Promise.all([
    ask(resolver, { of: contract, view: signaturesRequired }),
    ask(resolver, { of: contract, view: hasFact }),
  ]);
  return map(all([notNull(quorum, 'no quorum'), notNull(used, 'no facts')]), ([count, flag]) => ({
    quorum: Number(count),
    used: flag,
  }));
}

/** The power to keep the data: it takes the committee's quorum, which signs for data that it does not have, and an operator. */
export async function withholdPower(exchange: Exchange, data: Data, resolver: Resolver): Promise<readonly Power[]> {
  if (data.location.status === 'known' && data.location.value === 'ethereum') return [];
  const operators = await operatorsOf(exchange.address, resolver);
  const operating =
    operators.status === 'known'
      ? anyOf(operators.value.map((one) => resolver.resolve(one)))
      : unresolved(operators.reason);
  return [
    power({
      id: 'withhold-data',
      title: 'keep the data from which the state is rebuilt to themselves',
      breaks: ['uncensored', 'unreverted'],
      authority:
        data.location.status === 'known' ? allOf([operating, quorumOf(data)]) : unresolved(data.location.reason),
      on: exchange.address,
      effect: 'Without the data nobody can prove a balance, so nobody can escape when the operator stops.',
    }),
  ];
}

/** So many members, who are nowhere listed: the contract only says of an address whether it is one. */
function quorumOf({ threshold }: Data): Authority {
  if (threshold.status === 'unknown') return unresolved(threshold.reason);
  const members = Array.from({ length: threshold.value }, (_, index) =>
    unresolved(`member ${index + 1} of the data committee is not known: the committee keeps no list`),
  );
  return allOf(members);
}
