import { type Address, zeroAddress } from 'viem';
import { readView } from '../evidence/reads.ts';
import { anyOf, type Authority, nobody, unresolved } from '../model/authority.ts';
import { all, chain, known, map, type Observation, unknown } from '../model/observation.ts';
import { answers, type Contract } from './contract.ts';
import { ownersOf } from './ownership.ts';
import type { Resolver } from './resolver.ts';

const tokenOf = 'function token() view returns (address)';
/** KromaSoulBoundERC721.sol: tokens that an owner issues and takes back, and that cannot be sold. */
const shape = [
  'function safeMint(address, string)',
  'function burn(uint256)',
  'function locked(uint256) view returns (bool)',
  'function tokenByIndex(uint256) view returns (uint256)',
  'function delegates(address) view returns (address)',
] as const;
/** So many members are read; with more, who they are is unknown. */
const mostMembers = 64n;

/**
 * Who decides in a vote of which each vote is a token that an owner issues: enough of the members, or the owner, who can issue as
 * many votes as it likes. Null where the votes are of another kind, unknown where that could not be read.
 */
export async function issuedVotes(governor: Contract, resolver: Resolver): Promise<Observation<Authority | null>> {
  const named = await readView(resolver.reader, { on: governor.address, view: tokenOf });
  if (named.status === 'unknown') return named;
  const token = await resolver.inspect(named.value);
  if (token.pushed.status === 'unknown') return token.pushed;
  if (!answers(token, ...shape)) return known(null, token.evidence);
  const owned = { address: token.address, pushed: token.pushed.value };
  const issuer = (await ownersOf(owned, resolver)) ?? nobody;
  return known(anyOf([await members(governor, token.address, resolver), issuer]));
}

/** As many members as a quorum needs: the share of all votes that have to be cast (GovernorVotesQuorumFraction), and at least one. */
async function members({ address }: Contract, token: Address, resolver: Resolver): Promise<Authority> {
  const { reader } = resolver;
  const [supply, numerator, denominator] = await Promise.all([
    readView(reader, { on: token, view: 'function totalSupply() view returns (uint256)' }),
    readView(reader, { on: address, view: 'function quorumNumerator() view returns (uint256)' }),
    readView(reader, { on: address, view: 'function quorumDenominator() view returns (uint256)' }),
  ]);
  const voters = await votersOf(supply, token, resolver);
  const needed = map(all([supply, numerator, denominator]), ([votes, part, whole]) => Number((votes * part) / whole));
  const read = all([voters, needed]);
  if (read.status === 'unknown') return unresolved(read.reason);
  const [of, k] = read.value;
  if (of.length === 0) return nobody;
  return { kind: 'threshold', k: Math.max(1, k), of: of.map((one) => resolver.resolve(one)) };
}

async function votersOf(
  supply: Observation<bigint>,
  token: Address,
  resolver: Resolver,
): Promise<Observation<readonly Address[]>> {
  if (supply.status === 'unknown') return supply;
  if (supply.value > mostMembers) return unknown(`${token} has more than ${mostMembers} members`, supply.evidence);
  const indices = Array.from({ length: Number(supply.value) }, (_, index) => BigInt(index));
  return all(await Promise.all(indices.map((index) => voterAt(token, index, resolver))));
}

/** Who votes with a token: whom its holder chose, or the holder, who has only to choose itself. */
async function voterAt(token: Address, index: bigint, { reader }: Resolver): Promise<Observation<Address>> {
  const id = await readView(reader, { on: token, view: shape[3], args: [index] });
  if (id.status === 'unknown') return id;
  const owner = 'function ownerOf(uint256) view returns (address)';
  const holder = await readView(reader, { on: token, view: owner, args: [id.value] });
  if (holder.status === 'unknown') return holder;
  const chosen = await readView(reader, { on: token, view: shape[4], args: [holder.value] });
  return chain(chosen, (delegate) => known(delegate === zeroAddress ? holder.value : delegate));
}
