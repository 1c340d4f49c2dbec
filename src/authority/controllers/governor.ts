import { readView } from '../../evidence/reads.ts';
import { anyOf, bodyId } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { ownersOf } from '../ownership.ts';
import type { Controller } from '../resolver.ts';

const shape = [
  'function castVote(uint256, uint8) returns (uint256)',
  'function state(uint256) view returns (uint8)',
  'function votingDelay() view returns (uint256)',
  'function votingPeriod() view returns (uint256)',
] as const;

/**
 * OpenZeppelin's Governor and what derives from it: a token vote. The time it takes to vote is not counted as a delay. Where it has
 * an owner, that owner can make it call anything (`relay` of the variants that have one).
 */
export const governor: Controller = {
  kind: 'governor',
  recognises: (contract) => answers(contract, ...shape),
  async resolve(contract, resolver) {
    const on = contract.address;
    const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<never>();
    const [owners, delay, period] = await Promise.all([
      ownersOf({ address: on, pushed }, resolver),
      readView(resolver.reader, { on, view: 'function votingDelay() view returns (uint256)' }),
      readView(resolver.reader, { on, view: 'function votingPeriod() view returns (uint256)' }),
    ]);
    const vote = { kind: 'electorate', id: bodyId(resolver.reader.chainId, on) } as const;
    return {
      name: 'token vote',
      authority: owners === null ? vote : anyOf([vote, owners]),
      parameters: {
        // In blocks or in seconds, as the governor's clock counts.
        ...(delay.status === 'known' && { votingDelay: Number(delay.value) }),
        ...(period.status === 'known' && { votingPeriod: Number(period.value) }),
      },
      evidence: [...new Set([...delay.evidence, ...period.evidence])],
    };
  },
};
