import { type Address, zeroAddress } from 'viem';
import { askAny } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, type Observation, unknown } from '../../model/observation.ts';
import type { StackContext } from '../stack.ts';

/** The contracts of one OP Stack chain on its host, found from SystemConfig or the portal. */
export type OpContracts = {
  readonly systemConfig: Observation<Contract>;
  readonly portal: Observation<Contract>;
  /** Null where the chain has an output oracle instead. */
  readonly factory: Observation<Contract | null>;
  /** Null where the chain has dispute games instead. */
  readonly oracle: Observation<Contract | null>;
  /** Null for generations without one (the portal judges games itself, or there are none). */
  readonly anchorRegistry: Observation<Contract | null>;
  /** Null for generations whose portal knows its guardian itself. */
  readonly superchainConfig: Observation<Contract | null>;
  readonly messenger: Observation<Contract>;
  readonly bridge: Observation<Contract>;
  readonly nftBridge: Observation<Contract | null>;
  readonly lockbox: Observation<Contract | null>;
};

/** Finds the contracts. The registry's entries win; what neither it nor a contract names is unknown. */
export async function discover({ chain, resolver }: StackContext): Promise<OpContracts> {
  const named = async (name: string): Promise<Observation<Contract> | null> => {
    const address = chain.contracts[name];
    return address === undefined ? null : known(await resolver.inspect(address));
  };
  const listedPortal = await named('OptimismPortal');
  const systemConfig =
    (await named('SystemConfig')) ??
    (await follow(resolver, listedPortal ?? missing('OptimismPortal'), systemConfigOf));
  const portal = listedPortal ?? (await follow(resolver, systemConfig, portalOf));
  const optional = async (name: string, from: Observation<Contract>, views: readonly AddressView[]) =>
    (await named(name)) ?? followOptional(resolver, from, views);
  const required = async (name: string, views: readonly AddressView[]) =>
    (await named(name)) ?? follow(resolver, systemConfig, views, name);
  const factory = await optional('DisputeGameFactory', portal, factoryOf);
  const bridge = await required('L1StandardBridge', bridgeOf);
  const messenger = await required('L1CrossDomainMessenger', messengerOf);
  return {
    systemConfig,
    portal,
    factory,
    oracle: await optional('L2OutputOracle', portal, oracleOf),
    anchorRegistry: await optional('AnchorStateRegistry', portal, anchorRegistryOf),
    superchainConfig: await optional('SuperchainConfig', portal, superchainConfigOf),
    // SystemConfig names the messenger since 1.4; the bridge always has.
    messenger: messenger.status === 'known' ? messenger : await follow(resolver, bridge, messengerOfBridge),
    bridge,
    nftBridge: await optional('L1ERC721Bridge', systemConfig, nftBridgeOf),
    lockbox: await optional('ETHLockbox', portal, lockboxOf),
  };
}

type AddressView = `function ${string}() view returns (address)`;

const systemConfigOf = [
  'function systemConfig() view returns (address)',
  'function SYSTEM_CONFIG() view returns (address)',
] as const;
const portalOf = ['function optimismPortal() view returns (address)'] as const;
const factoryOf = ['function disputeGameFactory() view returns (address)'] as const;
const oracleOf = ['function l2Oracle() view returns (address)', 'function L2_ORACLE() view returns (address)'] as const;
const anchorRegistryOf = ['function anchorStateRegistry() view returns (address)'] as const;
const superchainConfigOf = ['function superchainConfig() view returns (address)'] as const;
const messengerOf = ['function l1CrossDomainMessenger() view returns (address)'] as const;
const messengerOfBridge = [
  'function messenger() view returns (address)',
  'function MESSENGER() view returns (address)',
] as const;
const bridgeOf = ['function l1StandardBridge() view returns (address)'] as const;
const nftBridgeOf = ['function l1ERC721Bridge() view returns (address)'] as const;
const lockboxOf = ['function ethLockbox() view returns (address)'] as const;

function missing(name: string): Observation<Contract> {
  return unknown(`${name} is neither in the registry nor named by another contract`);
}

/** The contract that another one names by one of these getters; unknown where it names none. */
async function follow(
  resolver: Resolver,
  from: Observation<Contract>,
  views: readonly AddressView[],
  name = 'a contract',
): Promise<Observation<Contract>> {
  const found = await followOptional(resolver, from, views);
  return found.status === 'known' && found.value === null ? missing(name) : (found as Observation<Contract>);
}

/** Like `follow`, but null where the contract has no such getter or names the zero address. */
async function followOptional(
  resolver: Resolver,
  from: Observation<Contract>,
  views: readonly AddressView[],
): Promise<Observation<Contract | null>> {
  return chainRead(from, async (contract) => {
    const address = (await askAny(resolver, contract, views)) as Observation<Address | null>;
    return chainRead(address, async (value) =>
      value === null || value === zeroAddress ? known(null) : known(await resolver.inspect(value)),
    );
  });
}
