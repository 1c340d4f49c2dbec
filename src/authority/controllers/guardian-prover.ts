import { readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { all, chainRead, map, type Observation, unknown } from '../../model/observation.ts';
import type { Address } from 'viem';
import { answers, type Contract } from '../contract.ts';
import { ownersOf } from '../ownership.ts';
import { quorum, type Signers } from '../quorum.ts';
import type { Controller, Resolver } from '../resolver.ts';

const guardianAt = 'function guardians(uint256) view returns (address)';
const count = 'function numGuardians() view returns (uint256)';
const least = 'function minGuardians() view returns (uint32)';

/** GuardianProver.sol has room for 255. */
const mostGuardians = 255n;

/**
 * Taiko's GuardianProver: so many of its guardians approve a proof that then stands against any other. Its owner chooses them
 * (`setGuardians`).
 */
export const guardianProver: Controller = {
  kind: 'guardian-prover',
  recognises: (contract) => answers(contract, guardianAt, count, least),
  async resolve(contract, resolver) {
    const id = bodyId(resolver.reader.chainId, contract.address);
    const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
    const [guardians, minimum, owners] = await Promise.all([
      readGuardians(contract, resolver),
      readView(resolver.reader, { on: contract.address, view: least }),
      ownersOf({ address: contract.address, pushed }, resolver),
    ]);
    const signers = map(all([guardians, minimum]), ([of, k]): Signers => ({ of, k }));
    const named = signers.status === 'known' ? ` ${signers.value.k}/${signers.value.of.length}` : '';
    const approved: Authority =
      signers.status === 'known' ? quorum(contract.address, signers.value, resolver) : unresolved(signers.reason, id);
    return {
      name: `guardian provers${named}`,
      authority: anyOf([approved, owners ?? unresolved(`who owns ${contract.address} is not known`, id)]),
      parameters: signers.status === 'known' ? { threshold: signers.value.k, guardians: signers.value.of.length } : {},
      evidence: signers.evidence,
    };
  },
};

/** The guardians of a GuardianProver, each of whom may also pause proving by itself. */
export async function readGuardians(contract: Contract, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  const on = contract.address;
  return chainRead(await readView(resolver.reader, { on, view: count }), async (total) => {
    if (total > mostGuardians) return unknown(`${on} says it has ${total} guardians`);
    const places = Array.from({ length: Number(total) }, (_, place) => BigInt(place));
    return all(
      await Promise.all(places.map((place) => readView(resolver.reader, { on, view: guardianAt, args: [place] }))),
    );
  });
}
