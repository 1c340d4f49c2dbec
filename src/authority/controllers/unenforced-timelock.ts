import { answers } from '../contract.ts';
import type { Controller } from '../resolver.ts';
import { timelockController } from './timelock-controller.ts';

/** TimeLock.sol of Kroma, which is initialised behind a proxy and tells its version; OpenZeppelin's own does neither. */
const shape = [
  'function initialize(uint256, address[], address[], address)',
  'function version() view returns (string)',
] as const;

/**
 * Kroma's TimeLock: the code of OpenZeppelin's without the comparison of an operation's delay with the least one
 * (TimelockControllerUpgradeable.sol, `_schedule`). A proposer chooses its delay, and it may be nothing.
 */
export const unenforcedTimelock: Controller = {
  kind: 'unenforced-timelock',
  recognises: (contract) => timelockController.recognises(contract) && answers(contract, ...shape),
  async resolve(contract, resolver) {
    const { authority, notes = [], parameters: _, ...rest } = await timelockController.resolve(contract, resolver);
    return {
      ...rest,
      name: 'timelock without a least delay',
      authority: authority.kind === 'after' ? authority.of : authority,
      notes: [...notes, 'Its proposers choose the delay of what they propose, and it may be nothing.'],
    };
  },
};
