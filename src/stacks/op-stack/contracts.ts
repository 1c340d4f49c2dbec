import type { Contract } from '../../authority/contract.ts';
import { known, notNull, type Observation, unknown } from '../../model/observation.ts';
import { type AddressView, follow } from '../discovery.ts';
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

/** Finds the contracts. What the registry lists as another one than a contract names is unknown, as is what neither names. */
export async function discover({ chain, resolver }: StackContext): Promise<OpContracts> {
  const named = async (name: string): Promise<Observation<Contract> | null> => {
    const address = chain.contracts[name];
    return address === undefined ? null : known(await resolver.inspect(address));
  };
  const optional = async (name: string, from: Observation<Contract | null>, views: readonly AddressView[]) =>
    undisputed(name, await named(name), await follow(resolver, from, views));
  const required = (name: string, found: Observation<Contract | null>) =>
    notNull(found, `${name} is neither in the registry nor named by another contract`);

  const listed = await named('SystemConfig');
  const systemConfig =
    listed ?? (await follow(resolver, (await named('OptimismPortal')) ?? known(null), systemConfigOf));
  // A SystemConfig that the portal names has nothing to say against it.
  const portal = required('OptimismPortal', await optional('OptimismPortal', listed ?? known(null), portalOf));
  const bridge = required('L1StandardBridge', await optional('L1StandardBridge', systemConfig, bridgeOf));
  const messenger = await optional('L1CrossDomainMessenger', systemConfig, messengerOf);
  return {
    systemConfig: required('SystemConfig', systemConfig),
    portal,
    factory: await optional('DisputeGameFactory', portal, factoryOf),
    oracle: await optional('L2OutputOracle', portal, oracleOf),
    anchorRegistry: await optional('AnchorStateRegistry', portal, anchorRegistryOf),
    superchainConfig: await optional('SuperchainConfig', portal, superchainConfigOf),
    // SystemConfig names the messenger since 1.4; the bridge always has.
    messenger: required(
      'L1CrossDomainMessenger',
      isNull(messenger) ? await follow(resolver, bridge, messengerOfBridge) : messenger,
    ),
    bridge,
    nftBridge: await optional('L1ERC721Bridge', systemConfig, nftBridgeOf),
    lockbox: await optional('ETHLockbox', portal, lockboxOf),
  };
}

function isNull(found: Observation<Contract | null>): boolean {
  return found.status === 'known' && found.value === null;
}

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

/** What the registry lists, unless a contract names another one; which it may do where what it names is unknown. */
function undisputed(
  name: string,
  listed: Observation<Contract> | null,
  found: Observation<Contract | null>,
): Observation<Contract | null> {
  if (listed === null || found.status === 'unknown') return found;
  if (listed.status === 'unknown' || found.value === null || found.value.address === listed.value.address)
    return listed;
  const reason = `the registry lists ${listed.value.address} as ${name}, and a contract names ${found.value.address}`;
  return unknown(reason, found.evidence);
}
