import { encodeAbiParameters, keccak256, parseEther, toHex, type Hex } from 'viem';
import { accounts, mine, warp } from './anvil.ts';
import { as, at, eventOf, read, send, type Contract } from './contract.ts';
import { opRoles, type OpBridge } from './op-bridge.ts';
import type { OpGovernance } from './op-governance.ts';
import { deployOp, deployOpProxy, initialize, opArtifact } from './op-proxies.ts';

/** The dispute games of a chain. The permissionless one is registered only where the chain lets anyone propose. */
export type OpGames = Readonly<
  Record<
    | 'anchorStateRegistry'
    | 'delayedWeth'
    | 'permissionedDelayedWeth'
    | 'preimageOracle'
    | 'mips'
    | 'faultDisputeGame'
    | 'permissionedDisputeGame',
    Contract
  >
>;

/** Game types, `GameTypes` of Types.sol. */
export const gameTypes = { cannon: 0, permissionedCannon: 1 } as const;
/** `GameStatus` of Types.sol, as a game answers it. */
export const gameStatus = { inProgress: 0, challengerWins: 1, defenderWins: 2 } as const;

/** Times of the games on OP Mainnet, in seconds. */
const times = { clockExtension: 10_800n, maxClock: 302_400n, withdrawal: 604_800n, preimageChallenge: 86_400n };
const bond = parseEther('0.08');

/** Deploys the games and registers them in the chain's factory, which then belongs to `governance.owner`. */
export async function deployOpGames(
  bridge: OpBridge,
  { owner }: OpGovernance,
  settings: { readonly l2ChainId: bigint; readonly permissionless: boolean },
): Promise<OpGames> {
  const { portal, disputeGameFactory: factory } = bridge;
  const { node } = portal;
  await initialize(bridge, factory, await deployOp(node, 'DisputeGameFactory'), [accounts[0]]);
  const shared = await deployShared(bridge, owner);
  const { proposer, challenger } = opRoles;
  const { clockExtension, maxClock } = times;
  const game = (type: number, weth: Contract): unknown[] => {
    const proof = [type, keccak256(toHex('prestate')), 73n, 30n, clockExtension, maxClock, shared.mips.address];
    return [...proof, weth.address, shared.anchorStateRegistry.address, settings.l2ChainId];
  };
  const anyone = await deployOp(node, 'FaultDisputeGame', game(gameTypes.cannon, shared.delayedWeth));
  const few = [...game(gameTypes.permissionedCannon, shared.permissionedDelayedWeth), proposer, challenger];
  const permissioned = await deployOp(node, 'PermissionedDisputeGame', few);
  if (settings.permissionless) await register(factory, gameTypes.cannon, anyone);
  await register(factory, gameTypes.permissionedCannon, permissioned);
  await send(factory, 'transferOwnership', owner.address);
  return { ...shared, faultDisputeGame: anyone, permissionedDisputeGame: permissioned };
}

/** Proposes an output root and returns the game about it. The proposer pays the bond. */
export async function propose(
  { disputeGameFactory }: OpBridge,
  proposal: { readonly root: Hex; readonly l2Block: bigint; readonly type: number },
): Promise<Contract> {
  const { root, l2Block, type } = proposal;
  // The factory takes the parent block as the L1 head of the game: there must be one.
  await mine(disputeGameFactory.node);
  const extra = encodeAbiParameters([{ type: 'uint256' }], [l2Block]);
  const paid = as(disputeGameFactory, opRoles.proposer, bond);
  const event = eventOf(disputeGameFactory, await send(paid, 'create', type, root, extra), 'DisputeGameCreated');
  return at(disputeGameFactory.node, event['disputeProxy'], opArtifact('FaultDisputeGame'));
}

/** The challenger claims that the game's root is wrong. */
export async function attack(game: Contract): Promise<void> {
  const stake = (await read(game, 'getRequiredBond', 2n)) as bigint;
  await send(as(game, opRoles.challenger, stake), 'attack', await read(game, 'rootClaim'), 0n, keccak256('0x01'));
}

/** Lets both clocks of a game run out and resolves it, its last claim first. Returns its status. */
export async function resolve(game: Contract): Promise<unknown> {
  await warp(game.node, Number(times.maxClock) * 2 + 1);
  for (let claim = Number(await read(game, 'claimDataLen')) - 1; claim >= 0; claim--) {
    await send(game, 'resolveClaim', BigInt(claim), 0n);
  }
  await send(game, 'resolve');
  return read(game, 'status');
}

async function deployShared(
  bridge: OpBridge,
  owner: Contract,
): Promise<Omit<OpGames, 'faultDisputeGame' | 'permissionedDisputeGame'>> {
  const { disputeGameFactory, superchainConfig } = bridge;
  const { node } = superchainConfig;
  const registry = await deployOpProxy(bridge, 'AnchorStateRegistry');
  const outputRoot = { root: keccak256(toHex('anchor')), l2BlockNumber: 0n };
  const anchors = Object.values(gameTypes).map((gameType) => ({ gameType, outputRoot }));
  await initialize(bridge, registry, await deployOp(node, 'AnchorStateRegistry', [disputeGameFactory.address]), [
    anchors,
  ]);
  const delayedWeth = await deployOpProxy(bridge, 'DelayedWETH');
  const permissionedDelayedWeth = await deployOpProxy(bridge, 'DelayedWETH');
  const code = await deployOp(node, 'DelayedWETH', [times.withdrawal]);
  await initialize(bridge, delayedWeth, code, [owner.address, superchainConfig.address]);
  await initialize(bridge, permissionedDelayedWeth, code, [owner.address, superchainConfig.address]);
  const preimageOracle = await deployOp(node, 'PreimageOracle', [126_000n, times.preimageChallenge]);
  const mips = await deployOp(node, 'MIPS', [preimageOracle.address]);
  return { anchorStateRegistry: registry, delayedWeth, permissionedDelayedWeth, preimageOracle, mips };
}

async function register(factory: Contract, type: number, game: Contract): Promise<void> {
  await send(factory, 'setImplementation', type, game.address);
  await send(factory, 'setInitBond', type, bond);
}
