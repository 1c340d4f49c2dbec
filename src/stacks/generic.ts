import type { Address, Hex } from 'viem';
import { ask } from '../authority/ask.ts';
import { type Contract, selectorOf } from '../authority/contract.ts';
import { ownersOf } from '../authority/ownership.ts';
import type { Resolver } from '../authority/resolver.ts';
import { defaultAdminRole, granted, hasRoles, roleAuthority } from '../authority/roles.ts';
import { readLogs } from '../evidence/reads.ts';
import { anyOf, type Authority, bodyId, nobody, unresolved } from '../model/authority.ts';
import { guarantees } from '../model/guarantee.ts';
import { all, known, map, type Observation, unknown } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { claimed } from './claims.ts';
import { entryPoint } from './discovery.ts';
import { kebab, type Part, power, upgradePowers } from './powers.ts';
import type { Assessment, Stack, StackContext } from './stack.ts';

/**
 * Calls by which bridges ask a verifier, a fact registry or a game whether a state is right. A contract that makes one pushes its
 * selector. Groth16 verifiers with another number of inputs have other selectors: those of up to eight are listed.
 */
const judging = [
  'function verify(bytes, bytes32[])',
  'function verify(bytes, uint256[])',
  'function verify(bytes, uint256[], bytes)',
  'function verify(bytes, bytes32, bytes32)',
  'function verify(uint256[], uint256[])',
  'function verify(uint256[], uint256[], uint256[])',
  'function verifyProof(bytes, uint256[])',
  'function verifyProof(bytes, uint256[], uint256)',
  'function verifyProof(bytes32, bytes, bytes)',
  'function verifyProof(bytes24, bytes, bytes)',
  'function verifyAggregateProof(uint256, bytes, bytes32)',
  'function isValid(bytes32)',
  'function gameAtIndex(uint256)',
  'function l2Sender()',
  'function oneStepProofEntry()',
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `function verifyProof(uint256[2], uint256[2][2], uint256[2], uint256[${n}])`),
].map(selectorOf);

/**
 * A bridge of no known kind. It says who controls the contracts that hold the deposits. Whether anything judges a state is unknown
 * if the code makes a call that may do it, otherwise it is taken to be absent; no verdict gets better by that.
 */
export const generic: Stack = {
  id: 'generic',
  title: 'Bridge of no known stack',
  entryPoints: { Bridge: { required: true, meaning: 'the contract that holds the deposits, or lets them go' } },
  assess,
  // Any contract could be a bridge: that one is has to be said by people.
  recognise: () => Promise.resolve(known(null)),
};

async function assess({ chain, resolver }: StackContext): Promise<Assessment> {
  const parts: readonly Part[] = [
    { role: 'Bridge', address: entryPoint(chain, 'Bridge') },
    ...chain.escrows.map((address) => ({ role: 'escrow', address })),
  ];
  const contracts = await Promise.all(parts.map(({ address }) => resolver.inspect(address)));
  const unjudged = judgesNothing(contracts);
  const paused = await Promise.all(
    contracts.map((of) => ask(resolver, { of, view: 'function paused() view returns (bool)' })),
  );
  return {
    facts: {
      ...facts(chain, unjudged),
      'pause.active': map(all(paused), (flags) => flags.some((flag) => flag === true)),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...(await Promise.all(parts.map((part, at) => holderPower(part, contracts[at], resolver)))).flat(),
      releasePower(entryPoint(chain, 'Bridge'), resolver),
    ],
    exit: { possible: map(unjudged, () => false), start: [], finish: [] },
    contracts: parts,
    notes: [
      'The bridge is of no known stack: only who controls it was looked for. A proof system of an unknown kind would not be noticed.',
    ],
  };
}

/** True where no code of the bridge makes a call that could judge a state; unknown where it does, or could not be read. */
function judgesNothing(contracts: readonly Contract[]): Observation<true> {
  const read = all(contracts.map(({ pushed }) => pushed));
  if (read.status === 'unknown') return read;
  const called = judging.filter((selector) => read.value.some((pushed) => pushed.has(selector)));
  if (called.length === 0) return known(true, read.evidence);
  return unknown(`the bridge makes calls of a proof system that is not known (${called.join(', ')})`, read.evidence);
}

/** What follows where nothing judges a state: somebody has to let the money go, and nothing binds them to what users queued. */
function facts(chain: StackContext['chain'], unjudged: Observation<true>): Assessment['facts'] {
  // By the meaning of the fact: data that nobody has named lie nowhere.
  const named = (name: 'data.location' | 'data.content' | 'data.network') =>
    chain.claims[name] === undefined ? map(unjudged, () => 'none') : claimed(chain, name, 'string');
  const location = named('data.location');
  return {
    'proof.kind': map(unjudged, () => 'none'),
    'proof.variant': map(unjudged, () => 'none'),
    'proof.enforced': map(unjudged, () => false),
    'proof.keyless': map(unjudged, () => false),
    'inclusion.mechanism': map(unjudged, () => 'none'),
    'inclusion.enabled': map(unjudged, () => false),
    'exit.alone': map(unjudged, () => false),
    'exit.mechanism': map(unjudged, () => 'none'),
    'data.location': location,
    'data.content': named('data.content'),
    'data.network': named('data.network'),
    'data.attested': map(all([location, unjudged]), ([where]) => where === 'ethereum'),
    'data.committee.members': known(0),
    'data.committee.threshold': known(0),
    'host.is.ethereum': known(chain.host === 'ethereum'),
    'node.source': claimed(chain, 'node.source', 'boolean'),
  };
}

/** Everything that an owner or the holder of any role may do, for what their functions mean is not known. */
async function holderPower(part: Part, contract: Contract | undefined, resolver: Resolver): Promise<readonly Power[]> {
  if (contract === undefined || contract.pushed.status === 'unknown') return [];
  const owned = { address: part.address, pushed: contract.pushed.value };
  const owners = (await ownersOf(owned, resolver)) ?? nobody;
  const holders = hasRoles(owned) ? await everyRole(owned, resolver) : nobody;
  const authority = anyOf([owners, holders]);
  if (authority.kind === 'nobody') return [];
  return [
    power({
      id: `privileges-${kebab(part.role)}-${part.address.slice(2, 8).toLowerCase()}`,
      title: `use the privileged functions of ${part.role} ${part.address}`,
      breaks: guarantees,
      authority,
      on: part.address,
      effect: 'What the owner’s and the roles’ functions do is not known; in the worst case they let the deposits go.',
    }),
  ];
}

async function everyRole(owned: Parameters<typeof ownersOf>[0], resolver: Resolver): Promise<Authority> {
  const logs = await readLogs(resolver.reader, owned.address, [granted]);
  if (logs.status === 'unknown') return unresolved(logs.reason, bodyId(resolver.reader.chainId, owned.address));
  const roles = new Set<Hex>([defaultAdminRole, ...logs.value.flatMap(({ topics }) => topics[1] ?? [])]);
  const holders = await Promise.all([...roles].sort().map((role) => roleAuthority(owned, role, resolver)));
  return anyOf(holders.map(({ authority }) => authority));
}

/** Nothing is known to judge a state: who decides what the bridge pays out is not known either. */
function releasePower(address: Address, resolver: Resolver): Power {
  return power({
    id: 'release-deposits',
    title: 'decide what the bridge pays out',
    breaks: guarantees,
    authority: unresolved(
      'who decides what a bridge of no known kind pays out is not known',
      bodyId(resolver.reader.chainId, address),
    ),
    on: address,
    effect: 'Whoever says what was withdrawn can take the deposits, or refuse to return them.',
  });
}
