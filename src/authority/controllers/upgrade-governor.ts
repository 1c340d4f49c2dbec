import { anyOf, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { issuedVotes } from '../issued-votes.ts';
import type { Controller } from '../resolver.ts';
import { governor } from './governor.ts';

/** UpgradeGovernor.sol: token, timelock, voting delay, voting period, threshold, and the share that a quorum is. */
const initialize = 'function initialize(address, address, uint256, uint256, uint256, uint256)';

/**
 * Kroma's UpgradeGovernor: a vote of the members of its security council, each of whom was issued a token. They are keys and no
 * electorate. With votes of any other kind it is a token vote like others.
 */
export const upgradeGovernor: Controller = {
  kind: 'upgrade-governor',
  recognises: (contract) =>
    governor.recognises(contract) && answers(contract, initialize, 'function token() view returns (address)'),
  async resolve(contract, resolver) {
    const [vote, issued] = await Promise.all([governor.resolve(contract, resolver), issuedVotes(contract, resolver)]);
    const members = issued.status === 'known' ? issued.value : unresolved(issued.reason);
    if (members === null) return vote;
    return {
      ...vote,
      name: 'vote of members',
      // Whoever else a vote like this one answers to stays.
      authority: vote.authority.kind === 'any' ? anyOf([members, vote.authority]) : members,
      notes: ['Its votes are issued to members, and whoever issues them can issue as many as it likes.'],
    };
  },
};
