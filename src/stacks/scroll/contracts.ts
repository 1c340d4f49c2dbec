import { type Address, getAddress, toEventSelector, zeroAddress } from 'viem';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs } from '../../evidence/reads.ts';
import { all, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import { type AddressView, entryPoint, follow, followAlways } from '../discovery.ts';
import type { StackContext } from '../stack.ts';

/** The contracts of one chain on its host. Null: this generation has none. */
export type ScrollContracts = {
  readonly ScrollChain: Observation<Contract>;
  readonly MultipleVersionRollupVerifier: Observation<Contract>;
  readonly SystemConfig: Observation<Contract | null>;
  readonly L1MessageQueue: Observation<Contract>;
  readonly L1ScrollMessenger: Observation<Contract>;
  readonly EnforcedTxGateway: Observation<Contract | null>;
  readonly L1GatewayRouter: Observation<Contract>;
  readonly L1ETHGateway: Observation<Contract | null>;
  readonly L1StandardERC20Gateway: Observation<Contract | null>;
};

/** Finds the contracts from ScrollChain and the gateway router. The registry's entries win. */
export async function discover({ chain, resolver }: StackContext): Promise<ScrollContracts> {
  const listed = async (name: string): Promise<Observation<Contract> | null> => {
    const address = chain.contracts[name];
    return address === undefined ? null : known(await resolver.inspect(address));
  };
  const rollup = known(await resolver.inspect(entryPoint(chain, 'ScrollChain')));
  const queue = await followAlways(resolver, rollup, queueOf);
  const messenger = (await listed('L1ScrollMessenger')) ?? (await followAlways(resolver, queue, messengerOf));
  const router = (await listed('L1GatewayRouter')) ?? unknown('no contract names it, and the registry does not');
  return {
    ScrollChain: rollup,
    MultipleVersionRollupVerifier: await followAlways(resolver, rollup, verifierOf),
    SystemConfig: await follow(resolver, rollup, systemConfigOf),
    L1MessageQueue: queue,
    L1ScrollMessenger: messenger,
    EnforcedTxGateway: await follow(resolver, queue, enforcedOf),
    L1GatewayRouter: router,
    L1ETHGateway: await follow(resolver, router, ethGatewayOf),
    L1StandardERC20Gateway: await follow(resolver, router, tokenGatewayOf),
  };
}

const queueOf: readonly AddressView[] = [
  'function messageQueueV2() view returns (address)',
  'function messageQueue() view returns (address)',
];
const messengerOf: readonly AddressView[] = ['function messenger() view returns (address)'];
const verifierOf: readonly AddressView[] = ['function verifier() view returns (address)'];
const systemConfigOf: readonly AddressView[] = ['function systemConfig() view returns (address)'];
const enforcedOf: readonly AddressView[] = ['function enforcedTxGateway() view returns (address)'];
const ethGatewayOf: readonly AddressView[] = ['function ethGateway() view returns (address)'];
const tokenGatewayOf: readonly AddressView[] = ['function defaultERC20Gateway() view returns (address)'];

/** L1GatewayRouter.sol: a token got a gateway of its own. */
const gatewaySet = toEventSelector(
  'event SetERC20Gateway(address indexed token, address indexed oldGateway, address indexed newGateway)',
);

/** The gateways that hold single tokens, as the router's logs name them. */
async function tokenGateways(
  router: Observation<Contract>,
  resolver: Resolver,
): Promise<Observation<readonly Address[]>> {
  const logs = await chainRead(router, ({ address }) => readLogs(resolver.reader, address, [gatewaySet]));
  return map(logs, (list) => {
    const named = list.flatMap(({ topics }) =>
      topics[3] === undefined ? [] : [getAddress(`0x${topics[3].slice(-40)}`)],
    );
    return [...new Set(named)].filter((one) => one !== zeroAddress).sort();
  });
}

/** All gateways that hold tokens: those that the router names, and those in the registry. */
export async function gatewaysOf(
  contracts: ScrollContracts,
  escrows: readonly Address[],
  resolver: Resolver,
): Promise<Observation<readonly Contract[]>> {
  const named = await tokenGateways(contracts.L1GatewayRouter, resolver);
  const fixed = all([contracts.L1ETHGateway, contracts.L1StandardERC20Gateway]);
  return chainRead(all([named, fixed]), async ([own, both]) => {
    const addresses = [...both.flatMap((one) => (one === null ? [] : [one.address])), ...own, ...escrows];
    return known(await Promise.all([...new Set(addresses)].map((address) => resolver.inspect(address))));
  });
}
