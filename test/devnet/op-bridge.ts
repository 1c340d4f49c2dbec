import { pad, type Address } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import type { Contract } from './contract.ts';
import type { OpGovernance } from './op-governance.ts';
import { deployOp, deployOpAdmin, deployOpProxy, initialize, type OpAdmin } from './op-proxies.ts';

/** The keys that run a chain. */
export type OpRoles = Readonly<Record<'proposer' | 'challenger' | 'batcher' | 'sequencer', Address>>;

/** The contracts of a chain that do not depend on how it proves its state, all but `portal` initialized. */
export type OpBridge = OpAdmin &
  Readonly<
    Record<
      | 'superchainConfig'
      | 'protocolVersions'
      | 'systemConfig'
      | 'portal'
      | 'messenger'
      | 'standardBridge'
      | 'erc721Bridge'
      | 'tokenFactory'
      | 'disputeGameFactory',
      Contract
    >
  >;

/** Who plays the roles here. */
export const opRoles: OpRoles = {
  proposer: accounts[6],
  challenger: accounts[7],
  batcher: accounts[8],
  sequencer: accounts[9],
};

/** The default of `ResourceMetering.ResourceConfig`, Constants.sol. */
export const resourceConfig = {
  maxResourceLimit: 20_000_000,
  elasticityMultiplier: 10,
  baseFeeMaxChangeDenominator: 8,
  minimumBaseFee: 1_000_000_000,
  systemTxMaxGas: 1_000_000,
  maximumBaseFee: 2n ** 128n - 1n,
};
/** `Constants.ETHER`: the chain's gas is paid in ether. */
const ether: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE';
const batchInbox: Address = '0xFF00000000000000000000000000000000000010';

/** Deploys them, the portal's proxy being for `portalName`; the deployer still owns the ProxyAdmin. */
export async function deployOpBridge(node: Anvil, governance: OpGovernance, portalName: string): Promise<OpBridge> {
  const admin = await deployOpAdmin(node, accounts[0]);
  const bridge = {
    ...admin,
    superchainConfig: await deployOpProxy(admin, 'SuperchainConfig'),
    protocolVersions: await deployOpProxy(admin, 'ProtocolVersions'),
    systemConfig: await deployOpProxy(admin, 'SystemConfig'),
    portal: await deployOpProxy(admin, portalName),
    messenger: await deployOpProxy(admin, 'L1CrossDomainMessenger', 'ResolvedDelegateProxy'),
    standardBridge: await deployOpProxy(admin, 'L1StandardBridge', 'L1ChugSplashProxy'),
    erc721Bridge: await deployOpProxy(admin, 'L1ERC721Bridge'),
    tokenFactory: await deployOpProxy(admin, 'OptimismMintableERC20Factory'),
    disputeGameFactory: await deployOpProxy(admin, 'DisputeGameFactory'),
  };
  await initializeShared(bridge, governance);
  await initializeMessaging(bridge);
  return bridge;
}

async function initializeShared(bridge: OpBridge, { foundation, guardian }: OpGovernance): Promise<void> {
  const { superchainConfig, protocolVersions, systemConfig, messenger, erc721Bridge, standardBridge } = bridge;
  const { disputeGameFactory, portal, tokenFactory } = bridge;
  const { node } = portal;
  await initialize(bridge, superchainConfig, await deployOp(node, 'SuperchainConfig'), [guardian.address, false]);
  await initialize(bridge, protocolVersions, await deployOp(node, 'ProtocolVersions'), [foundation.address, 1n, 1n]);
  const addresses = {
    l1CrossDomainMessenger: messenger.address,
    l1ERC721Bridge: erc721Bridge.address,
    l1StandardBridge: standardBridge.address,
    disputeGameFactory: disputeGameFactory.address,
    optimismPortal: portal.address,
    optimismMintableERC20Factory: tokenFactory.address,
    gasPayingToken: ether,
  };
  const { batcher, sequencer } = opRoles;
  const fees = [1368, 810_949, pad(batcher), 30_000_000n, sequencer];
  const settings = [foundation.address, ...fees, resourceConfig, batchInbox, addresses];
  await initialize(bridge, systemConfig, await deployOp(node, 'SystemConfig'), settings);
}

async function initializeMessaging(bridge: OpBridge): Promise<void> {
  const { superchainConfig, systemConfig, portal, messenger, standardBridge, erc721Bridge, tokenFactory } = bridge;
  const { node } = portal;
  const [shared, system] = [superchainConfig.address, systemConfig.address];
  await initialize(bridge, messenger, await deployOp(node, 'L1CrossDomainMessenger'), [shared, portal.address, system]);
  const messages = [messenger.address, shared];
  await initialize(bridge, standardBridge, await deployOp(node, 'L1StandardBridge'), [...messages, system]);
  await initialize(bridge, erc721Bridge, await deployOp(node, 'L1ERC721Bridge'), messages);
  const factory = await deployOp(node, 'OptimismMintableERC20Factory');
  await initialize(bridge, tokenFactory, factory, [standardBridge.address]);
}
