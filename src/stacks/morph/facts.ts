import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';
import { versionVerifiers } from '../version-verifier.ts';
import type { MorphContracts } from './contracts.ts';
import { transactionsOnHost } from '../rollup-facts.ts';

const period = 'function finalizationPeriodSeconds() view returns (uint256)';
const proofWindow = 'function proofWindow() view returns (uint256)';
/** ZkEvmVerifierV1.sol: SP1's verifier and the program that it proves. */
const program = 'function programVkey() view returns (bytes32)';
/** Of the generation in which anybody may post a batch after a delay, which is not understood here. */
const rollupDelay = 'function rollupDelayPeriod() view returns (uint256)';

/** How states are judged: a listed challenger may ask for a validity proof, within the finalisation period. */
export async function proofFacts(
  {
    contracts,
    challengers,
  }: { readonly contracts: MorphContracts; readonly challengers: Observation<readonly Address[]> },
  resolver: Resolver,
): Promise<Assessment['facts']> {
  const verifiers = await versionVerifiers(contracts.MultipleVersionRollupVerifier, resolver);
  const proves = chain(verifiers, (list) => {
    const odd = list.find((verifier) => verifier.code.status !== 'known' || !answers(verifier, program));
    return odd === undefined ? known(true) : unknown(`the verifier ${odd.address} is of a kind that is not recognised`);
  });
  const rollup = contracts.Rollup;
  return {
    'proof.kind': map(proves, () => 'optimistic-validity'),
    'proof.variant': map(proves, () => '1R-ZK'),
    'proof.enforced': proves,
    'proof.keyless': proves,
    'proof.challenge.permissionless': map(challengers, () => false),
    'proof.challengers': map(challengers, (list) => list.length),
    'proof.challenge.seconds': await seconds(rollup, period, resolver),
    'proof.proposer.permissionless': understood(rollup, false),
    'state.posted': await posted(rollup, resolver),
    ...dataFacts(rollup),
  };
}

async function seconds(
  rollup: Observation<Contract>,
  view: typeof period | typeof proofWindow,
  resolver: Resolver,
): Promise<Observation<number>> {
  const read = await chainRead(rollup, (of) => ask(resolver, { of, view }));
  return map(notNull(read, `the rollup has no ${view.slice('function '.length, view.indexOf('('))}`), Number);
}

async function posted(rollup: Observation<Contract>, resolver: Resolver): Promise<Observation<boolean>> {
  const view = 'function lastFinalizedBatchIndex() view returns (uint256)';
  const index = await chainRead(rollup, (of) => ask(resolver, { of, view }));
  return map(notNull(index, 'the rollup names no finalised batch'), (value) => value > 0n);
}

/** Batches are kept by the hash of their blobs (BatchHeaderCodecV0.sol), on which the proof depends. */
function dataFacts(rollup: Observation<Contract>): Assessment['facts'] {
  const onHost = chain(rollup, (contract) =>
    answers(contract, 'function batchDataStore(uint256) view returns (uint256)')
      ? known(true, contract.evidence)
      : unknown('the rollup keeps batches in a way that is not recognised', contract.evidence),
  );
  return {
    ...transactionsOnHost(onHost),
  };
}

/** A value that holds for the generation that is understood here, and is unknown for a later one. */
function understood<T>(rollup: Observation<Contract>, value: T): Observation<T> {
  return chain(rollup, (contract) => {
    if (contract.pushed.status === 'unknown') return contract.pushed;
    if (!answers(contract, rollupDelay)) return known(value, contract.evidence);
    return unknown('the rollup lets others post batches after a delay, by rules that are not understood here');
  });
}

/** Only stakers post batches, and nothing makes them include what is in the queue: there is no way past them. */
export async function wayOut(
  contracts: MorphContracts,
  resolver: Resolver,
): Promise<{ readonly facts: Assessment['facts']; readonly exit: Exit }> {
  const no = understood(contracts.Rollup, false);
  return {
    facts: {
      'inclusion.mechanism': understood(contracts.Rollup, 'none'),
      'inclusion.enabled': no,
      'inclusion.filterable': no,
      'inclusion.seconds': understood(contracts.Rollup, 0),
      'exit.alone': no,
      'exit.mechanism': understood(contracts.Rollup, 'none'),
      'pause.active': await paused(contracts, resolver),
    },
    exit: {
      possible: no,
      start: [],
      finish: [
        {
          name: 'challenge',
          seconds: await seconds(contracts.Rollup, period, resolver),
          source: 'finalizationPeriodSeconds of the rollup',
        },
        {
          name: 'proof',
          seconds: await seconds(contracts.Rollup, proofWindow, resolver),
          source: 'proofWindow: how long the answer to a challenge may take',
        },
      ],
    },
  };
}

async function paused(contracts: MorphContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const view = 'function paused() view returns (bool)';
  const flags = await Promise.all(
    [contracts.Rollup, contracts.L1CrossDomainMessenger].map(async (contract) =>
      notNull(
        await chainRead(contract, (of) => ask(resolver, { of, view })),
        'a contract of the bridge does not say whether it is paused',
      ),
    ),
  );
  return map(all(flags), (values) => values.some(Boolean));
}
