import type { Address } from 'viem';
import { startAnvil, type Anvil, type AnvilOptions } from './anvil.ts';
import { readGzippedJson } from './artifacts.ts';
import { at, type Contract } from './contract.ts';
import { op2025 } from './op-2025-abi.ts';

/** The contracts of a chain, in the order of `DeployOutput` in OPContractsManager.sol, with their names in address books. */
export const chainParts = {
  proxyAdmin: 'OpChainProxyAdmin',
  addressManager: 'AddressManager',
  erc721Bridge: 'L1ERC721BridgeProxy',
  systemConfig: 'SystemConfigProxy',
  tokenFactory: 'OptimismMintableERC20FactoryProxy',
  standardBridge: 'L1StandardBridgeProxy',
  messenger: 'L1CrossDomainMessengerProxy',
  ethLockbox: 'ETHLockboxProxy',
  portal: 'OptimismPortalProxy',
  disputeGameFactory: 'DisputeGameFactoryProxy',
  anchorStateRegistry: 'AnchorStateRegistryProxy',
  faultDisputeGame: 'FaultDisputeGame',
  permissionedDisputeGame: 'PermissionedDisputeGame',
  permissionedDelayedWeth: 'DelayedWETHPermissionedGameProxy',
  delayedWeth: 'DelayedWETHPermissionlessGameProxy',
} as const;

/** A chain of mid-2025. What it does not have (the permissionless game, at first) is at the zero address. */
export type SuperchainChain = Readonly<Record<keyof typeof chainParts, Contract>>;

/** The five chains that the genesis carries, permissioned all of them. */
export const superchainIds = [901, 902, 903, 904, 905] as const;

/** The host chain as op-deployer left it in July 2025, and the chains' address books. See `test/fixtures/README.md`. */
type Fixture = {
  readonly genesis: { readonly config: object };
  readonly chains: Readonly<Record<string, Readonly<Record<string, Address>>>>;
};

const fixtureFile = 'superchain-2025.json.gz';

/** Starts a node with the contracts of op-contracts v4 in its genesis. Chain id 900 unless told otherwise. */
export async function startSuperchain(options: AnvilOptions = {}): Promise<Anvil> {
  const { genesis } = readGzippedJson(fixtureFile) as Fixture;
  const chainId = options.chainId ?? 900;
  return startAnvil({ ...options, chainId, genesis: { ...genesis, config: { ...genesis.config, chainId } } });
}

/** One of the chains in the genesis. */
export function superchainChain(node: Anvil, id: (typeof superchainIds)[number]): SuperchainChain {
  const book = (readGzippedJson(fixtureFile) as Fixture).chains[id] ?? {};
  const entries = Object.entries(chainParts).map(([part, name]) => [part, at(node, book[name], op2025)]);
  return Object.fromEntries(entries) as SuperchainChain;
}
