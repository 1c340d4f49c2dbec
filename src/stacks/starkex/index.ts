import { numberToHex, zeroAddress } from 'viem';
import type { Resolver } from '../../authority/resolver.ts';
import { readSlotAddress } from '../../evidence/reads.ts';
import { unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { FullfaithError } from '../../model/error.ts';
import { all, chain, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { ExitTerm, Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { type Part, power, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { longestTerm, mergedFacts, numberedPowers } from './combine.ts';
import { type Data, readData, withholdPower } from './data.ts';
import { type Exchange, readExchange } from './exchange.ts';
import { governancePowers } from './governance.ts';
import { recogniseStarkEx } from './recognise.ts';
import { type Proofs, readProofs } from './verifiers.ts';
import { settledByProof } from '../rollup-facts.ts';

/** Seconds between two Ethereum blocks. */
const blockSeconds = 12;
/** `escapeVerifierAddress`, the first variable of MainStorage.sol: it judges escapes from a frozen exchange. */
const escapeVerifierSlot = numberToHex(4, { size: 32 });

const entryPoints = {
  StarkExchange: { required: false, meaning: 'the exchange; everything else is found from it' },
  StarkPerpetual: { required: false, meaning: 'the exchange for perpetuals, where it is one' },
  StarkPerpetual2: { required: false, meaning: 'a second exchange of the same operator' },
} as const;

/** StarkEx: exchanges whose states are proved by STARKs, and from which users escape when a forced request is ignored. */
export const starkex: Stack = { id: 'starkex', title: 'StarkEx', entryPoints, assess, recognise: recogniseStarkEx };

/** One exchange and what was found out about it. */
type Assessed = {
  readonly exchange: Exchange;
  readonly proofs: Proofs;
  readonly data: Data;
  readonly parts: readonly Part[];
  readonly powers: readonly Power[];
};

async function assess({ chain: entry, resolver }: StackContext): Promise<Assessment> {
  const named = Object.keys(entryPoints).flatMap((role) => {
    const address = entry.contracts[role];
    return address === undefined ? [] : [{ role, address }];
  });
  if (named.length === 0) {
    const message = `${entry.location.file}: ${entry.id} names none of ${Object.keys(entryPoints).join(', ')}`;
    throw new FullfaithError('input', message, 'Add the address of its exchange.');
  }
  const assessed = await Promise.all(named.map((part) => assessExchange(part, resolver)));
  const escrows = entry.escrows.map((address) => ({ role: 'escrow', address }));
  const parts = [...distinct(assessed.flatMap((one) => one.parts)), ...escrows];
  return {
    facts: {
      ...mergedFacts(assessed.map((one) => factsOf(one, entry))),
      'host.is.ethereum': known(entry.host === 'ethereum'),
      'node.source': claimed(entry, 'node.source', 'boolean'),
      'proof.source.published': claimed(entry, 'proof.source.published', 'boolean'),
    },
    powers: [...(await upgradePowers(parts, resolver)), ...numberedPowers(assessed.map(({ powers }) => powers))],
    exit: {
      possible: map(all(assessed.map(({ exchange }) => hasWayOut(exchange))), (flags) => flags.every(Boolean)),
      start: longestTerm(assessed.map(({ exchange }) => freezeTerm(exchange))),
      finish: longestTerm(assessed.map(({ exchange }) => queueTerm(exchange))),
    },
    contracts: parts,
    notes: [],
  };
}

async function assessExchange({ role, address }: Part, resolver: Resolver): Promise<Assessed> {
  const exchange = await readExchange(role, address, resolver);
  const [proofs, data, escape] = await Promise.all([
    readProofs(exchange, resolver),
    readData(exchange, resolver),
    readSlotAddress(resolver.reader, address, escapeVerifierSlot),
  ]);
  const judges = proofs.parts.status === 'known' ? proofs.parts.value : [];
  const isSet = escape.status === 'known' && escape.value !== zeroAddress;
  return {
    exchange,
    proofs,
    data,
    parts: [{ role, address }, ...judges, ...(isSet ? [{ role: 'EscapeVerifier', address: escape.value }] : [])],
    powers: [
      ...proofs.powers,
      ...(await governancePowers(exchange, data, resolver)),
      ...(await withholdPower(exchange, data, resolver)),
      ...(escape.status === 'unknown' ? [unknownEscape(exchange, escape.reason)] : []),
    ],
  };
}

function unknownEscape({ address }: Exchange, reason: string): Power {
  return power({
    id: 'unknown-escape-verifier',
    title: 'refuse escapes as the escape verifier, which was not found',
    breaks: ['valid', 'uncensored'],
    authority: unresolved(reason),
    on: address,
    effect: 'Nothing is known of what the escape verifier accepts, and of who can change that.',
  });
}

function distinct(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map((part) => [part.address, part])).values()];
}

function factsOf({ exchange, proofs, data }: Assessed, entry: Chain): Assessment['facts'] {
  const open = hasWayOut(exchange);
  return {
    ...settledByProof(proofs.parts, 'ST'),
    'proof.proposer.permissionless': known(false),
    'data.location': data.location,
    'data.content': map(data.location, (where) => (where === 'ethereum' ? 'state-diffs' : 'none')),
    'data.network': map(data.location, () => 'none'),
    'data.attested': map(all([data.location, data.threshold]), ([where, quorum]) => where === 'ethereum' || quorum > 0),
    'data.committee.threshold': data.threshold,
    'data.committee.members': chain(data.location, (where) =>
      where === 'ethereum' ? known(0) : membersOf(data, entry),
    ),
    'inclusion.mechanism': map(open, (yes) => (yes ? 'force' : 'none')),
    'inclusion.enabled': open,
    'inclusion.filterable': known(false),
    'inclusion.seconds': exchange.graceSeconds,
    'exit.alone': open,
    'exit.mechanism': map(open, (yes) => (yes ? 'escape-hatch' : 'none')),
    'pause.active': known(false),
    'state.posted': map(exchange.batches, (count) => count > 0n),
  };
}

/** A committee keeps no list of its members, so somebody has to attest how many there are: no fewer than have to sign. */
function membersOf({ threshold }: Data, entry: Chain): Observation<number> {
  const attested = claimed(entry, 'data.committee.members', 'number');
  return chain(all([attested, threshold]), ([members, quorum]): Observation<number> => {
    if (members >= quorum) return known(members);
    return unknown(`${members} members are attested, but ${quorum} have to sign`);
  });
}

/** Whether a user can make the exchange let go: it is frozen already, or its queue takes forced requests. */
function hasWayOut({ frozen, capacity }: Exchange): Observation<boolean> {
  if (frozen.status === 'known' && frozen.value) return frozen;
  return map(capacity, (places) => places > 0);
}

/** A forced request that is ignored for the grace period lets anybody freeze the exchange; then everybody escapes. */
function freezeTerm({ frozen, graceSeconds }: Exchange): ExitTerm {
  const seconds = frozen.status === 'known' && frozen.value ? map(frozen, () => 0) : graceSeconds;
  return { name: 'freeze', seconds, source: 'FREEZE_GRACE_PERIOD of the exchange; nothing once it is frozen' };
}

/** Whoever pays for every place of a block keeps a request out of it. */
function queueTerm({ frozen, capacity }: Exchange): ExitTerm {
  const wait = chain(capacity, (places) => (places > 0 ? known(blockSeconds) : unknown('the queue has no places')));
  const seconds = frozen.status === 'known' && frozen.value ? map(frozen, () => 0) : wait;
  const source =
    'MAX_FORCED_ACTIONS_REQS_PER_BLOCK: a block whose places are all taken; it can be done again at a price';
  return { name: 'queue', seconds, source };
}
