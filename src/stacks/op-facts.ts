import { answers, type Contract } from '../authority/contract.ts';
import type { Chain } from '../model/chain.ts';
import { chain as chainOf, known, map, type Observation } from '../model/observation.ts';
import type { ExitTerm } from '../model/power.ts';
import { claimed } from './claims.ts';
import { dataAsClaimed } from './rollup-facts.ts';
import type { Assessment, StackContext } from './stack.ts';

/** How a user gets a transaction in by way of the portal; portals with a token of their own for gas name its amounts as well. */
const deposits = [
  'function depositTransaction(address, uint256, uint64, bool, bytes) payable',
  'function depositTransaction(uint256, uint256, address, uint256, uint64, bool, bytes) payable',
];
/** Seconds between two Ethereum blocks, in which the sequencing window is counted (EIP-2982 and later: one slot). */
const blockSeconds = 12;

/** Whether a transaction gets in by way of the portal, and how long the sequencer can leave it waiting, in seconds. */
export function wayIn(portal: Observation<Contract>, chain: Chain): Omit<Way, 'alone'> {
  return {
    enabled: chainOf(portal, takesDeposits),
    inclusion: map(claimed(chain, 'sequencing.window.blocks', 'number'), (blocks) => blocks * blockSeconds),
  };
}

function takesDeposits(portal: Contract): Observation<boolean> {
  const { pushed, evidence } = portal;
  if (pushed.status === 'unknown') return pushed;
  return known(
    deposits.some((deposit) => answers(portal, deposit)),
    evidence,
  );
}

/** The time until a deposit is part of the chain, as the beginning of the way out. */
export function inclusionTerm(seconds: Observation<number>): ExitTerm {
  return { name: 'inclusion', seconds, source: 'sequencing window: the rollup configuration, in blocks of 12 s' };
}

type Way = {
  readonly enabled: Observation<boolean>;
  readonly inclusion: Observation<number>;
  readonly alone: Observation<boolean>;
};

/** Facts that a portal of the OP Stack decides, and where somebody says that the data are. */
export function portalFacts({ chain }: StackContext, way: Way): Assessment['facts'] {
  return {
    ...dataAsClaimed(chain),
    'inclusion.mechanism': map(way.enabled, (on) => (on ? 'self-sequence' : 'none')),
    'inclusion.enabled': way.enabled,
    'inclusion.filterable': map(way.enabled, () => false),
    'inclusion.seconds': way.inclusion,
    'exit.alone': way.alone,
    'exit.mechanism': map(way.alone, (alone) => (alone ? 'self-propose' : 'none')),
    'host.is.ethereum': known(chain.host === 'ethereum'),
    'node.source': claimed(chain, 'node.source', 'boolean'),
    'state.posted': known(true),
  };
}
