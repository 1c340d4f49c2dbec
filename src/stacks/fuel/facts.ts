import { ask } from '../../authority/ask.ts';
import { answers } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { Chain } from '../../model/chain.ts';
import { all, chain as chainOf, chainRead, map, notNull, type Observation } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import { dataAsClaimed } from '../rollup-facts.ts';
import type { Assessment } from '../stack.ts';
import type { FuelContracts } from './contracts.ts';
import { paused, rateLimited, withdrawalsPaused } from './pause.ts';
import { tokenLimits } from './token-limits.ts';

/**
 * How states are judged: by nothing. A hash that a committer hands in counts when its time is over, and nobody can dispute it. What
 * is hashed is a block's header (FuelBlockHeader.sol), which holds roots of transactions and of messages and none of the state.
 */
export function proofFacts(entry: Chain, contracts: FuelContracts): Assessment['facts'] {
  const word = all([contracts.FuelMessagePortal, contracts.FuelChainState]);
  const never = map(word, () => false);
  const none = map(word, () => 0);
  return {
    'proof.kind': map(word, () => 'none'),
    'proof.variant': map(word, () => 'none'),
    'proof.enforced': never,
    'proof.keyless': never,
    'proof.challenge.permissionless': never,
    'proof.challengers': none,
    'proof.challenge.seconds': none,
    'proof.proposer.permissionless': never,
    'state.posted': never,
    ...dataAsClaimed(entry),
  };
}

/** A message to the chain is an event that no contract holds anybody to, and a withdrawal waits for a committer's word. */
export async function wayOut(
  contracts: FuelContracts,
  resolver: Resolver,
): Promise<{ readonly facts: Assessment['facts']; readonly exit: Exit }> {
  const { FuelMessagePortal: portal, FuelChainState: state } = contracts;
  const leavesTrace = map(portal, (of) => answers(of, 'function sendMessage(bytes32, bytes) payable'));
  const no = map(all([portal, state]), () => false);
  return {
    facts: {
      'inclusion.mechanism': map(leavesTrace, (yes) => (yes ? 'log' : 'none')),
      'inclusion.enabled': await takesMessages(leavesTrace, contracts, resolver),
      'inclusion.filterable': map(leavesTrace, () => false),
      'exit.alone': no,
      'exit.mechanism': map(no, () => 'none'),
      'pause.active': await withdrawalsPaused(contracts, resolver),
    },
    exit: {
      possible: no,
      start: [],
      finish: [
        {
          name: 'finalisation',
          seconds: await timeToFinalize(contracts, resolver),
          source: 'TIME_TO_FINALIZE of the chain state: how old the commit of a block has to be',
        },
        {
          name: 'rate limit',
          seconds: await periodOfLimit(contracts, resolver),
          source:
            'RATE_LIMIT_DURATION of the portal where its limit is on: a withdrawal that finds it used up waits for the next period, and may find it used again',
        },
        {
          name: 'token rate limit',
          seconds: map(await tokenLimits(contracts, resolver), (limits) =>
            Math.max(0, ...limits.map((one) => one.seconds)),
          ),
          source: 'rateLimitDuration of the gateway, the longest of all tokens whose limit is on',
        },
      ],
    },
  };
}

/** How old the commit of a block has to be before its messages are believed, in seconds. */
export async function timeToFinalize(contracts: FuelContracts, resolver: Resolver): Promise<Observation<number>> {
  const view = 'function TIME_TO_FINALIZE() view returns (uint256)';
  const read = await chainRead(contracts.FuelChainState, (of) => ask(resolver, { of, view }));
  return map(notNull(read, 'the chain state names no time to finalise'), Number);
}

async function periodOfLimit(contracts: FuelContracts, resolver: Resolver): Promise<Observation<number>> {
  const limited = await rateLimited(contracts, resolver);
  if (limited.status === 'known' && !limited.value) return map(limited, () => 0);
  const view = 'function RATE_LIMIT_DURATION() view returns (uint256)';
  const read = await chainRead(contracts.FuelMessagePortal, (of) => ask(resolver, { of, view }));
  return chainOf(limited, () => map(notNull(read, 'the portal names no period of its rate limit'), Number));
}

/** Whether the portal takes messages now: it does not while it is paused, nor beyond its limit of deposits (FuelMessagePortalV2.sol). */
async function takesMessages(
  leavesTrace: Observation<boolean>,
  { FuelMessagePortal: portal }: FuelContracts,
  resolver: Resolver,
): Promise<Observation<boolean>> {
  const [total, limit] = await Promise.all(
    (['totalDeposited', 'depositLimitGlobal'] as const).map((name) =>
      chainRead(portal, (of) => ask(resolver, { of, view: `function ${name}() view returns (uint256)` })),
    ),
  );
  const [sum, most] = [total as Observation<bigint | null>, limit as Observation<bigint | null>];
  const answer = all([leavesTrace, await paused(portal, resolver), sum, most]);
  return map(answer, ([yes, stopped, deposited, allowed]) => {
    const isFull = deposited !== null && allowed !== null && deposited > allowed;
    return yes && !stopped && !isFull;
  });
}
