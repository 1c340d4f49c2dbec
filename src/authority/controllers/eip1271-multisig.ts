import type { Address } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { all, known, map, type Observation, unknown } from '../../model/observation.ts';
import { attempt } from '../attempt.ts';
import { answers } from '../contract.ts';
import { quorum } from '../quorum.ts';
import type { Controller, Resolver } from '../resolver.ts';

const memberAt = 'function members(uint256) view returns (address)';
const shape = [
  memberAt,
  'function EIP1271_THRESHOLD() view returns (uint256)',
  'function isValidSignature(bytes32, bytes) view returns (bytes4)',
] as const;
/** The list has no length that can be asked for: it is read in pages until a member is missing, at most so many. */
const page = 16;
const pageLimit = 16;

/**
 * Multisig.sol of zk-governance, the base of SecurityCouncil.sol and Guardians.sol: a fixed list of members, of whom so many sign for
 * it. Other thresholds hold for single functions; whoever needs one asks `quorumOf`.
 */
export const eip1271Multisig: Controller = {
  kind: 'eip1271-multisig',
  recognises: (contract) => answers(contract, ...shape),
  async resolve({ address }, resolver) {
    const threshold = map(await readView(resolver.reader, { on: address, view: shape[1] }), Number);
    const members = await readMembers(address, resolver);
    const read = all([threshold, members]);
    return {
      name: read.status === 'known' ? `multisig ${read.value[0]}/${read.value[1].length}` : 'multisig',
      authority: await quorumOf(address, threshold, resolver),
      parameters: read.status === 'known' ? { threshold: read.value[0], members: read.value[1].length } : {},
      evidence: read.evidence,
    };
  },
};

/** So many of the multisig's members; unresolved where the number or the members could not be read. */
export async function quorumOf(
  multisig: Address,
  threshold: Observation<number>,
  resolver: Resolver,
): Promise<Authority> {
  const read = all([threshold, await readMembers(multisig, resolver)]);
  if (read.status === 'unknown') return unresolved(read.reason, bodyId(resolver.reader.chainId, multisig));
  const [k, of] = read.value;
  return quorum(multisig, { k, of }, resolver);
}

async function readMembers(on: Address, { reader }: Resolver): Promise<Observation<readonly Address[]>> {
  const found: Observation<Address>[] = [];
  for (let start = 0; start < page * pageLimit; start += page) {
    const indices = Array.from({ length: page }, (_, index) => BigInt(start + index));
    const read = await Promise.all(indices.map((index) => attempt(reader, { on, view: memberAt, args: [index] })));
    for (const one of read) {
      if (one.status === 'unknown') return one;
      if (one.value === null) return all(found);
      found.push(known(one.value, one.evidence));
    }
  }
  return unknown(`${on} lists more than ${page * pageLimit} members`);
}
