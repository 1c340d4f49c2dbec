import { zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { all, chain, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { Assessment, StackContext } from '../stack.ts';
import { type Batch, type DataPlace, lastBatch } from './batches.ts';
import type { NitroContracts } from './contracts.ts';
import { type Keyset, readKeysets, weakestKeyset } from './keysets.ts';

/** Where a chain's data are, and who can keep them back. */
export type Data = { readonly facts: Assessment['facts']; readonly powers: readonly Power[] };

/** Reads the last batch, the committees in force, and whether fraud proofs ask a light client for data that are elsewhere. */
export async function readData(contracts: NitroContracts, { resolver }: StackContext): Promise<Data> {
  const { sequencerInbox, provers } = contracts;
  const [batch, keysets, lightClient] = await Promise.all([
    chainRead(sequencerInbox, (inbox) => lastBatch(inbox, resolver)),
    chainRead(sequencerInbox, (inbox) => readKeysets(inbox, resolver)),
    chainRead(provers, (list) => hasBlobstream(list, resolver)),
  ]);
  const place = map(batch, (one) => one.place);
  const committee = weakestKeyset(keysets);
  const facts: Assessment['facts'] = {
    'data.location': map(place, (one) => (one === 'ethereum' || one === 'committee' ? one : 'external')),
    'data.content': map(place, () => 'transactions'),
    'data.network': map(place, (one) => (one === 'ethereum' || one === 'committee' ? 'none' : one)),
    'data.attested': chain(place, (one) => attested(one, lightClient)),
    'data.committee.members': map(committee, (keyset) => keyset?.members.length ?? 0),
    'data.committee.threshold': map(committee, (keyset) => keyset?.threshold ?? 0),
  };
  const on = sequencerInbox.status === 'known' ? sequencerInbox.value.address : contracts.rollup.address;
  return { facts, powers: withholdPowers(on, { batch, keysets }, resolver) };
}

/**
 * A committee's certificate is checked by the program that fraud proofs are about, and by the sequencer inbox. Celestia's data are
 * attested where that program's host asks Blobstream. For others nothing is known.
 */
function attested(place: DataPlace, lightClient: Observation<boolean>): Observation<boolean> {
  if (place === 'ethereum' || place === 'committee') return known(true);
  if (place === 'celestia') return lightClient;
  return unknown(`whether fraud proofs ask for the data on ${place} is not known`);
}

async function hasBlobstream(provers: readonly Contract[], resolver: Resolver): Promise<Observation<boolean>> {
  const view = 'function BLOBSTREAM() view returns (address)';
  const named = await Promise.all(provers.map((of) => ask(resolver, { of, view })));
  return map(all(named), (addresses) => addresses.some((one) => one !== null && one !== zeroAddress));
}

type Withholding = { readonly batch: Observation<Batch>; readonly keysets: Observation<readonly Keyset[]> };

/** None where the data are on Ethereum and no committee could vouch for others. */
function withholdPowers(on: Power['on'], { batch, keysets }: Withholding, resolver: Resolver): readonly Power[] {
  const holders = [...committeeHolders(keysets), ...networkHolders(batch)];
  if (holders.length === 0) return [];
  const poster = batch.status === 'known' ? resolver.resolve(batch.value.poster) : unresolved(batch.reason);
  return [
    power({
      id: 'withhold-data',
      title: 'keep the data from which the state is rebuilt to themselves',
      breaks: ['valid', 'uncensored', 'unreverted'],
      authority: anyOf(holders.map((one) => allOf([poster, one]))),
      on,
      effect: 'Without the data nobody else can check a state, assert one or leave.',
    }),
  ];
}

function committeeHolders(keysets: Observation<readonly Keyset[]>): readonly Authority[] {
  if (keysets.status === 'unknown') return [unresolved(keysets.reason)];
  return keysets.value.map(({ members, threshold }) => ({
    kind: 'threshold',
    k: threshold,
    of: members.map((hash) => ({ kind: 'key', id: `bls:${hash}` })),
  }));
}

function networkHolders(batch: Observation<Batch>): readonly Authority[] {
  if (batch.status === 'unknown') return [unresolved(batch.reason)];
  const { place } = batch.value;
  return place === 'ethereum' || place === 'committee'
    ? []
    : [unresolved(`who holds the data on ${place} is not known`)];
}
