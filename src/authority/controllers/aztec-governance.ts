import { readView } from '../../evidence/reads.ts';
import { after, anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { map } from '../../model/observation.ts';
import { answers, type Contract } from '../contract.ts';
import { mintersOf } from '../minters.ts';
import type { Controller, Resolver } from '../resolver.ts';

/** Configuration of IGovernance.sol: the lock, then in seconds the delay and length of a vote, the delay and length of execution. */
const configuration =
  'function getConfiguration() view returns (((uint256, uint256), uint256, uint256, uint256, uint256, uint256, uint256, uint256))';
const asset = 'function ASSET() view returns (address)';
const openToAll = 'function isAllBeneficiariesAllowed() view returns (bool)';

/**
 * Aztec’s Governance: what the deposits of a token vote for. What was accepted waits before anybody may execute it, and there is no
 * other way. The time it takes to vote is not counted as a delay. Whoever can mint the token decides the vote.
 */
export const aztecGovernance: Controller = {
  kind: 'aztec-governance',
  recognises: (contract) =>
    answers(
      contract,
      configuration,
      asset,
      openToAll,
      'function governanceProposer() view returns (address)',
      'function proposeWithLock(address, address)',
    ),
  async resolve(contract, resolver) {
    const { address: on } = contract;
    const [read, open] = await Promise.all([
      readView(resolver.reader, { on, view: configuration }),
      readView(resolver.reader, { on, view: openToAll }),
    ]);
    const id = bodyId(resolver.reader.chainId, on);
    const voters = anyOf([{ kind: 'electorate', id }, await mintersOfAsset(contract, resolver)]);
    const notes = ['A proposal keeps the periods with which it was made, whatever they are by now.'];
    if (open.status === 'known' && !open.value) notes.push('Only what is staked with validators can vote.');
    const periods = map(read, ([, wait, vote, queue]) => ({
      votingDelay: Number(wait),
      votingDuration: Number(vote),
      executionDelay: Number(queue),
    }));
    if (periods.status === 'unknown') {
      return { name: 'vote of unknown delay', authority: anyOf([voters, unresolved(periods.reason, id)]), notes };
    }
    const { executionDelay: seconds } = periods.value;
    return {
      name: `vote with a delay of ${seconds} s`,
      authority: after(seconds, voters),
      parameters: { ...periods.value, delaySeconds: seconds },
      notes,
      evidence: [...read.evidence, ...open.evidence],
    };
  },
};

async function mintersOfAsset({ address: on }: Contract, resolver: Resolver): Promise<Authority> {
  const token = await readView(resolver.reader, { on, view: asset });
  if (token.status === 'unknown') return unresolved(token.reason);
  return mintersOf(await resolver.inspect(token.value), resolver);
}
