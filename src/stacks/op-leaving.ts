import { answers, type Contract } from '../authority/contract.ts';
import { all, chain, known, type Observation, unknown } from '../model/observation.ts';

/** In portals that lend out what they hold: a withdrawal then waits in the queue of that contract. */
const yieldManager = 'function yieldManager() view returns (address)';

/**
 * Whether a user leaves with the help of nobody: the transaction gets in, anybody may propose the state, and the portal pays by
 * itself. A portal that first has to get the money from somewhere else is not followed there.
 */
export function leavesAlone(
  conditions: readonly Observation<boolean>[],
  portal: Observation<Contract>,
): Observation<boolean> {
  return chain(all(conditions), (met): Observation<boolean> => {
    if (!met.every(Boolean)) return known(false);
    return chain(portal, (contract) =>
      answers(contract, yieldManager)
        ? unknown(`withdrawals wait in a queue that ${contract.address} names, and that was not followed`)
        : known(true),
    );
  });
}
