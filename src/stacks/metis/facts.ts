import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { Chain } from '../../model/chain.ts';
import { chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import { dataAsClaimed } from '../rollup-facts.ts';
import type { Assessment } from '../stack.ts';
import type { MetisContracts, MetisParties } from './contracts.ts';

const deletion = 'function deleteStateBatchByChainId(uint256, (uint256,bytes32,uint256,uint256,bytes))';
const windowOf = 'function FRAUD_PROOF_WINDOW() view returns (uint256)';

/**
 * How states are judged: by nothing that binds. Whatever is disputed, a state is deleted only by the address that has the name of
 * the fraud verifier. Where that is the factory of dispute games, the games would bind; which chain has it so is not known.
 */
export async function proofFacts(
  entry: Chain,
  { contracts, parties }: { readonly contracts: MetisContracts; readonly parties: MetisParties },
  resolver: Resolver,
): Promise<Assessment['facts']> {
  const { StateCommitmentChain: states, DisputeGameFactory: games } = contracts;
  const none = await chainRead(states, async (of): Promise<Observation<boolean>> => {
    if (of.pushed.status === 'unknown') return of.pushed;
    if (!answers(of, deletion)) return unknown(`${of.address} deletes states in a way that is not recognised`);
    return chain(games, (factory) => {
      if (factory === null) return known(true, of.evidence);
      return chain(parties.deleter, (deleter) =>
        deleter === factory.address
          ? unknown('dispute games delete states, by rules that are not understood here')
          : known(true),
      );
    });
  });
  const never = map(none, () => false);
  return {
    'proof.kind': map(none, () => 'none'),
    'proof.variant': map(none, () => 'none'),
    'proof.enforced': never,
    'proof.keyless': never,
    'proof.challenge.permissionless': never,
    'proof.challengers': map(none, () => 0),
    'proof.challenge.seconds': await fraudProofWindow(states, resolver),
    'proof.proposer.permissionless': map(parties.proposer, () => false),
    'state.posted': await posted(states, resolver),
    // Where batches go has changed without any contract's saying so: from the contracts to MEMO, and then elsewhere.
    ...dataAsClaimed(entry),
  };
}

/** How long a state can be deleted, in seconds. */
export async function fraudProofWindow(
  states: Observation<Contract>,
  resolver: Resolver,
): Promise<Observation<number>> {
  const read = await chainRead(states, (of) => ask(resolver, { of, view: windowOf }));
  return map(notNull(read, 'the state chain names no window'), Number);
}

async function posted(states: Observation<Contract>, resolver: Resolver): Promise<Observation<boolean>> {
  const view = 'function getTotalBatches() view returns (uint256)';
  const total = await chainRead(states, (of) => ask(resolver, { of, view }));
  return map(notNull(total, 'the state chain counts no batches'), (batches) => batches > 0n);
}

const enqueue = 'function enqueue(address, uint256, bytes)';

/** A user may queue a transaction on Ethereum; the sequencer works the queue off, and only the proposer posts states. */
export async function wayOut(
  contracts: MetisContracts,
  resolver: Resolver,
): Promise<{ readonly facts: Assessment['facts']; readonly exit: Exit }> {
  const queue = chain(contracts.CanonicalTransactionChain, (of) =>
    of.pushed.status === 'unknown' ? of.pushed : known(answers(of, enqueue), of.evidence),
  );
  const no = map(contracts.StateCommitmentChain, () => false);
  const paused = await chainRead(contracts.L1CrossDomainMessenger, (of) =>
    ask(resolver, { of, view: 'function paused() view returns (bool)' }),
  );
  return {
    facts: {
      'inclusion.mechanism': map(queue, (there) => (there ? 'enqueue' : 'none')),
      'inclusion.enabled': queue,
      'inclusion.filterable': map(queue, () => false),
      'exit.alone': no,
      'exit.mechanism': map(no, () => 'none'),
      'pause.active': notNull(paused, 'the messenger does not say whether it is paused'),
    },
    exit: {
      possible: no,
      start: [],
      finish: [
        {
          name: 'challenge',
          seconds: await fraudProofWindow(contracts.StateCommitmentChain, resolver),
          source: 'FRAUD_PROOF_WINDOW of the state chain',
        },
      ],
    },
  };
}
