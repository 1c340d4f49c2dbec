import type { Anvil } from './anvil.ts';
import { send, type Contract } from './contract.ts';
import { deployOpBridge, opRoles, type OpBridge } from './op-bridge.ts';
import { deployOpGames, gameTypes, type OpGames } from './op-games.ts';
import { deployOpGovernance, deployOpModules, type OpGovernance, type OpModules } from './op-governance.ts';
import { deployOp, deployOpProxy, initialize } from './op-proxies.ts';

/** A chain of mid-2024 whose state is settled by dispute games. */
export type OpStack = OpBridge & OpGames & OpGovernance & OpModules;
/** A chain of the generation before, whose proposer writes output roots that only the challenger can delete. */
export type OpOracleStack = OpBridge & OpGovernance & OpModules & { readonly outputOracle: Contract };

/** Who may propose: anyone (game type 0 is respected), or one proposer (type 1, and type 0 is not registered). */
export type OpSettings = {
  readonly permissionless?: boolean;
  readonly l2ChainId?: bigint;
  /** Seconds between proving and finalizing a withdrawal; 7 days. */
  readonly proofMaturitySeconds?: bigint;
  /** Seconds between the resolution of a game and the withdrawals that rest on it; 3.5 days. */
  readonly finalitySeconds?: bigint;
};

/** Deploys a chain of mid-2024 (OptimismPortal2 3.10.0, FaultDisputeGame 1.2.0) with its governance, about 45 contracts. */
export async function deployOpStack(node: Anvil, settings: OpSettings = {}): Promise<OpStack> {
  const {
    permissionless = true,
    l2ChainId = 10n,
    proofMaturitySeconds = 604_800n,
    finalitySeconds = 302_400n,
  } = settings;
  const governance = await deployOpGovernance(node);
  const bridge = await deployOpBridge(node, governance, 'OptimismPortal2');
  const games = await deployOpGames(bridge, governance, { l2ChainId, permissionless });
  const { disputeGameFactory, systemConfig, superchainConfig } = bridge;
  const respected = permissionless ? gameTypes.cannon : gameTypes.permissionedCannon;
  const code = await deployOp(node, 'OptimismPortal2', [proofMaturitySeconds, finalitySeconds]);
  const parts = [disputeGameFactory.address, systemConfig.address, superchainConfig.address];
  await initialize(bridge, bridge.portal, code, [...parts, respected]);
  return { ...bridge, ...games, ...governance, ...(await handOver(bridge, governance)) };
}

/** Deploys a chain with a L2OutputOracle (1.8.0) and its OptimismPortal: one proposer, one challenger, 7 days. */
export async function deployOpOracleStack(node: Anvil): Promise<OpOracleStack> {
  const governance = await deployOpGovernance(node);
  const bridge = await deployOpBridge(node, governance, 'OptimismPortal');
  const { portal, systemConfig, superchainConfig } = bridge;
  const outputOracle = await deployOpProxy(bridge, 'L2OutputOracle');
  const { proposer, challenger } = opRoles;
  const oracle = [1800n, 2n, 0n, 1_600_000_000n, proposer, challenger, 604_800n];
  await initialize(bridge, outputOracle, await deployOp(node, 'L2OutputOracle'), oracle);
  const parts = [outputOracle.address, systemConfig.address, superchainConfig.address];
  await initialize(bridge, portal, await deployOp(node, 'OptimismPortal'), parts);
  return { ...bridge, ...governance, outputOracle, ...(await handOver(bridge, governance)) };
}

async function handOver({ proxyAdmin, superchainConfig }: OpBridge, governance: OpGovernance): Promise<OpModules> {
  await send(proxyAdmin, 'transferOwnership', governance.owner.address);
  return deployOpModules(governance, superchainConfig);
}
