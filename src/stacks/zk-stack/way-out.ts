import { answers, type Contract } from '../../authority/contract.ts';
import { known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import { unboundedSeconds } from '../../model/vocabulary.ts';
import type { Assessment } from '../stack.ts';
import type { Validators } from './validators.ts';

/** Requests for priority transactions, directly (before v24) and through the Bridgehub. */
const requests = [
  'function requestL2Transaction(address, uint256, bytes, uint256, uint256, bytes[], address) payable returns (bytes32)',
  'function bridgehubRequestL2Transaction((address,address,uint256,uint256,bytes,uint256,uint256,bytes[],address)) returns (bytes32)',
];
/** Priority mode (planned in 2026): anybody may then settle batches. What it is worth is not modelled yet. */
const priorityMode = 'function activatePriorityMode()';

/** What a user can do against a sequencer that censors, and when nobody proposes. */
export function wayOutFacts(diamond: Contract, filterer: Observation<Contract | null>): Assessment['facts'] {
  const enabled = map(diamond.pushed, () => requests.some((one) => answers(diamond, one)));
  const alone = leavesAlone(diamond);
  return {
    'inclusion.mechanism': map(enabled, (on) => (on ? 'enqueue' : 'none')),
    'inclusion.enabled': enabled,
    'inclusion.filterable': map(filterer, (contract) => contract !== null),
    'inclusion.seconds': known(unboundedSeconds, diamond.evidence),
    'exit.alone': alone,
    'exit.mechanism': map(alone, () => 'replace-proposer'),
  };
}

function leavesAlone(diamond: Contract): Observation<boolean> {
  if (diamond.pushed.status === 'unknown') return diamond.pushed;
  if (!answers(diamond, priorityMode)) return known(false, diamond.evidence);
  return unknown(
    'the chain has a priority mode, in which others may settle batches; it is not modelled',
    diamond.evidence,
  );
}

/** The terms of a user's way out. Nobody leaves alone: only validators prove and execute batches. */
export function exitOf(diamond: Contract, { delay }: Validators): Exit {
  return {
    possible: leavesAlone(diamond),
    start: [
      {
        name: 'inclusion',
        seconds: known(unboundedSeconds, diamond.evidence),
        source: 'the priority queue: later ones cannot pass it, but nobody has to work it off',
      },
    ],
    finish: [
      { name: 'execution', seconds: delay, source: 'executionDelay of the ValidatorTimelock, the shortest of them' },
    ],
  };
}
