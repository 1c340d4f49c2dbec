import { type Address, formatEther, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { confirmationSeconds, fastConfirmers, hostBlockSeconds } from '../../authority/nitro-rollup.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { ExitTerm } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';
import type { NitroContracts } from './contracts.ts';
import { programOf } from './programs.ts';
import { fallbackSeconds, isOpen, readValidators } from './validators.ts';

/** What decides on a chain's states: who asserts, who confirms, and how a wrong assertion is stopped. */
export type Court = {
  /** Anybody may assert and challenge. */
  readonly open: Observation<boolean>;
  /** Who may where it is not open; empty where it is. */
  readonly validators: Observation<readonly Address[]>;
  /** Who may confirm at once. */
  readonly confirmers: Observation<readonly Address[]>;
  /** How long an assertion can be challenged, in seconds; fast confirmers are not counted. */
  readonly confirmation: Observation<number>;
  /** After so many seconds of silence the list of validators can be dropped by anybody; null where it cannot. */
  readonly fallback: Observation<number | null>;
  readonly facts: Assessment['facts'];
  /** What every withdrawal takes once it is on the chain. */
  readonly challenge: ExitTerm;
  /** What silent validators and a dispute add to it. */
  readonly obstruction: readonly ExitTerm[];
  readonly notes: readonly string[];
};

/** A stake above this keeps everybody but the rich from asserting: 10,000 ether, some three times the highest one in use. */
const highestOpenStakeWei = 10_000n * 10n ** 18n;

/** Reads what decides on the chain's states. */
export async function readCourt(contracts: NitroContracts, resolver: Resolver): Promise<Court> {
  const { rollup } = contracts;
  const [open, confirmers, confirmation, stake, enforced] = await Promise.all([
    isOpen(rollup, resolver),
    fastConfirmers(rollup, resolver),
    confirmationSeconds(rollup, resolver),
    ask(resolver, { of: rollup, view: 'function baseStake() view returns (uint256)' }),
    isEnforced(contracts, resolver),
  ]);
  const [validators, fallback] = await Promise.all([
    open.status === 'known' && open.value ? known([], open.evidence) : readValidators(rollup, resolver),
    fallbackSeconds(rollup, confirmation, resolver),
  ]);
  const affordable = map(notNull(stake, `${rollup.address} names no stake`), (wei) => wei <= highestOpenStakeWei);
  const contestable = map(confirmers, (list) => list.length === 0);
  const facts: Assessment['facts'] = {
    'proof.kind': map(enforced, (on) => (on ? 'fraud' : 'none')),
    'proof.variant': map(enforced, (on) => (on ? 'INT' : 'none')),
    'proof.enforced': enforced,
    'proof.keyless': contestable,
    'proof.challenge.permissionless': map(all([open, contestable]), ([anybody, inTime]) => anybody && inTime),
    // Nobody can challenge what a fast confirmer creates and confirms in one transaction.
    'proof.challengers': map(all([validators, contestable]), ([list, inTime]) => (inTime ? list.length : 0)),
    'proof.challenge.seconds': map(all([confirmation, contestable]), ([seconds, inTime]) => (inTime ? seconds : 0)),
    'proof.proposer.permissionless': map(all([open, affordable]), ([anybody, cheap]) => anybody && cheap),
  };
  return {
    open,
    validators,
    confirmers,
    confirmation,
    fallback,
    facts,
    challenge: {
      name: 'challenge',
      seconds: confirmation,
      source:
        'confirmPeriodBlocks of the rollup, in Ethereum blocks of 12 s; what comes over the same bridge waits as long',
    },
    obstruction: [
      {
        name: 'proposal',
        seconds: map(all([open, fallback]), ([anybody, seconds]) => (anybody ? 0 : (seconds ?? 0))),
        source: 'how long the validators may be silent until anybody may drop their list (validatorAfkBlocks)',
      },
      await dispute(contracts, confirmation, resolver),
    ],
    notes: await stakeNotes(rollup, stake, resolver),
  };
}

/** What it takes to assert where it is a token of somebody's. */
async function stakeNotes(
  rollup: Contract,
  stake: Observation<bigint | null>,
  resolver: Resolver,
): Promise<readonly string[]> {
  const token = await ask(resolver, { of: rollup, view: 'function stakeToken() view returns (address)' });
  if (stake.status === 'unknown' || token.status === 'unknown') return [];
  if (stake.value === null || token.value === null || token.value === zeroAddress) return [];
  const amount = formatEther(stake.value);
  return [
    `To assert a state takes ${amount} of the token ${token.value} (18 decimals): whoever issues it decides who can.`,
  ];
}

/** A challenge ends in a one-step proof on the host, for a program that is set. */
async function isEnforced(contracts: NitroContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const { rollup, challengeManager, provers } = contracts;
  const program = map(await programOf(rollup, resolver), (hash) => !/^0x0+$/.test(hash));
  const judges = chain(challengeManager, (contract): Observation<boolean> => {
    if (contract.pushed.status === 'unknown') return contract.pushed;
    const shape = proofShapes.some((one) => answers(contract, ...one));
    return shape
      ? known(true, contract.evidence)
      : unknown(`${contract.address} settles challenges in a way that is not recognised`, contract.evidence);
  });
  const proofs = chain(provers, (list) => map(all(list.map(({ code }) => code)), (codes) => codes.every(hasCode)));
  return map(all([program, judges, proofs]), (conditions) => conditions.every(Boolean));
}

function hasCode({ size }: { readonly size: number }): boolean {
  return size > 0;
}

/** EdgeChallengeManager.sol (BoLD), ChallengeManager.sol before it. */
const proofShapes = [
  ['function assertionChain() view returns (address)', 'function stakeAmounts(uint256) view returns (uint256)'],
  ['function timeout(uint64)', 'function currentResponder(uint64) view returns (address)'],
] as const;

async function dispute(
  { rollup, challengeManager }: NitroContracts,
  confirmation: Observation<number>,
  resolver: Resolver,
): Promise<ExitTerm> {
  const [period, grace, extra] = await Promise.all([
    chainRead(challengeManager, (of) =>
      ask(resolver, { of, view: 'function challengePeriodBlocks() view returns (uint64)' }),
    ),
    ask(resolver, { of: rollup, view: 'function challengeGracePeriodBlocks() view returns (uint64)' }),
    ask(resolver, { of: rollup, view: 'function extraChallengeTimeBlocks() view returns (uint64)' }),
  ]);
  const blocks = chain(all([period, grace, extra]), ([one, more, older]): Observation<number> => {
    if (one !== null) return known((Number(one) + Number(more ?? 0n)) * hostBlockSeconds);
    return map(confirmation, (seconds) => 2 * seconds + Number(older ?? 0n) * hostBlockSeconds);
  });
  return {
    name: 'dispute',
    seconds: blocks,
    source: 'a challenge to its end: with BoLD a second period and the grace after it, before that both clocks',
  };
}
