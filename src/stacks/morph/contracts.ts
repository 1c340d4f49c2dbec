import type { Contract } from '../../authority/contract.ts';
import { known, type Observation, unknown } from '../../model/observation.ts';
import { type AddressView, entryPoint, follow, followAlways } from '../discovery.ts';
import type { StackContext } from '../stack.ts';

/** The contracts of one chain on its host. */
export type MorphContracts = {
  readonly Rollup: Observation<Contract>;
  readonly L1Staking: Observation<Contract>;
  readonly MultipleVersionRollupVerifier: Observation<Contract>;
  readonly L1MessageQueue: Observation<Contract>;
  readonly L1CrossDomainMessenger: Observation<Contract>;
  readonly EnforcedTxGateway: Observation<Contract | null>;
  readonly L1GatewayRouter: Observation<Contract>;
  readonly L1ETHGateway: Observation<Contract | null>;
  readonly L1StandardERC20Gateway: Observation<Contract | null>;
};

const view = (name: string): AddressView => `function ${name}() view returns (address)`;

/** Finds the contracts from the rollup and the gateway router. */
export async function discover({ chain, resolver }: StackContext): Promise<MorphContracts> {
  const rollup = known(await resolver.inspect(entryPoint(chain, 'Rollup')));
  const queue = await followAlways(resolver, rollup, [view('messageQueue')]);
  const listed = chain.contracts['L1GatewayRouter'];
  const router: Observation<Contract> =
    listed === undefined
      ? unknown('no contract names it, and the registry does not')
      : known(await resolver.inspect(listed));
  return {
    Rollup: rollup,
    L1Staking: await followAlways(resolver, rollup, [view('l1StakingContract')]),
    MultipleVersionRollupVerifier: await followAlways(resolver, rollup, [view('verifier')]),
    L1MessageQueue: queue,
    L1CrossDomainMessenger: await followAlways(resolver, queue, [view('messenger'), view('MESSENGER')]),
    // The contract misspells it.
    EnforcedTxGateway: await follow(resolver, queue, [view('ENFORCED_TX_GATEWAAY'), view('enforcedTxGateway')]),
    L1GatewayRouter: router,
    L1ETHGateway: await follow(resolver, router, [view('ethGateway')]),
    L1StandardERC20Gateway: await follow(resolver, router, [view('defaultERC20Gateway')]),
  };
}
