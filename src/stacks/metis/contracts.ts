import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, notNull, type Observation } from '../../model/observation.ts';
import { entryPoint, followAlways } from '../discovery.ts';
import type { StackContext } from '../stack.ts';
import { addressNamed, contractNamed } from './names.ts';

/** A state chain that knows the factory of dispute games. */
const games = 'function DISPUTE_GAME_FACTORY_NAME() view returns (string)';

/** The contracts of one chain on its host, by the names that its address manager gives them. */
export type MetisContracts = {
  readonly Lib_AddressManager: Observation<Contract>;
  readonly StateCommitmentChain: Observation<Contract>;
  readonly CanonicalTransactionChain: Observation<Contract>;
  readonly MVM_CanonicalTransaction: Observation<Contract>;
  readonly L1StandardBridge: Observation<Contract>;
  readonly L1CrossDomainMessenger: Observation<Contract>;
  /** Null before states could be disputed by games. */
  readonly DisputeGameFactory: Observation<Contract | null>;
};

/** Who has which task; null where nobody has. */
export type MetisParties = {
  /** Posts states. */
  readonly proposer: Observation<Address | null>;
  /** Deletes states. */
  readonly deleter: Observation<Address | null>;
  /** Posts batches. */
  readonly sequencer: Observation<Address | null>;
  /** Changes parameters. */
  readonly manager: Observation<Address | null>;
};

/** Finds the contracts by their names. */
export async function discover({ chain, resolver }: StackContext): Promise<MetisContracts> {
  const names = await resolver.inspect(entryPoint(chain, 'Lib_AddressManager'));
  const bridge = await contractNamed(names, 'Proxy__OVM_L1StandardBridge', resolver);
  const states = await contractNamed(names, 'StateCommitmentChain', resolver);
  return {
    Lib_AddressManager: known(names),
    StateCommitmentChain: states,
    CanonicalTransactionChain: await contractNamed(names, 'CanonicalTransactionChain', resolver),
    MVM_CanonicalTransaction: await contractNamed(names, 'Proxy__MVM_CanonicalTransaction', resolver),
    L1StandardBridge: bridge,
    L1CrossDomainMessenger: await followAlways(resolver, bridge, ['function messenger() view returns (address)']),
    DisputeGameFactory: await chainRead(states, async (of): Promise<Observation<Contract | null>> => {
      if (of.pushed.status === 'unknown') return of.pushed;
      return answers(of, games) ? contractNamed(names, 'DisputeGameFactory', resolver) : known(null);
    }),
  };
}

/** Finds who has which task. Their names begin with the chain's id, as the state chain has it. */
export async function partiesOf(contracts: MetisContracts, resolver: Resolver): Promise<MetisParties> {
  const id = await defaultChainId(contracts.StateCommitmentChain, resolver);
  const named = (name: string): Promise<Observation<Address | null>> =>
    chainRead(contracts.Lib_AddressManager, (names) =>
      chainRead(id, (number) => addressNamed(names, `${number}_${name}`, resolver)),
    );
  return {
    proposer: await named('MVM_Proposer'),
    deleter: await named('MVM_FraudVerifier'),
    sequencer: await named('MVM_Sequencer_Wrapper'),
    manager: await chainRead(contracts.Lib_AddressManager, (names) => addressNamed(names, 'METIS_MANAGER', resolver)),
  };
}

/** The chain that the state chain is for, where it is not told otherwise. */
export async function defaultChainId(states: Observation<Contract>, resolver: Resolver): Promise<Observation<number>> {
  const view = 'function DEFAULT_CHAINID() view returns (uint256)';
  const id = await chainRead(states, (of) => ask(resolver, { of, view }));
  return map(notNull(id, 'the state chain names no chain id'), Number);
}
