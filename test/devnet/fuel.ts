import { type Address, concat, type Hex, numberToHex, parseEther, sha256, zeroHash } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { loadArtifact, type PackagedArtifact } from './artifacts.ts';
import { type Contract, deploy, encode, send } from './contract.ts';
import { deployProxy, role } from './openzeppelin.ts';

/** Fuel's contracts on Ethereum, each behind a proxy that upgrades itself (UUPS). */
export type Fuel = Readonly<Record<'portal' | 'state' | 'tokens' | 'collectibles', Contract>>;

const folders = {
  FuelChainState: 'fuelchain',
  FuelMessagePortal: 'fuelchain',
  FuelMessagePortalV2: 'fuelchain/FuelMessagePortal/v2',
  FuelMessagePortalV3: 'fuelchain/FuelMessagePortal/v3',
  FuelERC20Gateway: 'messaging/gateway/FuelERC20Gateway',
  FuelERC20GatewayV4: 'messaging/gateway/FuelERC20Gateway',
  FuelERC721GatewayV2: 'messaging/gateway/FuelERC721Gateway',
} as const;

/** An artifact of @fuel-bridge/solidity-contracts. */
export function fuelArtifact(name: keyof typeof folders): PackagedArtifact {
  return loadArtifact(`@fuel-bridge/solidity-contracts/artifacts/contracts/${folders[name]}/${name}.sol/${name}.json`);
}

/** How old a commit has to be, how long its place is taken (seconds), blocks a commit, and the limits (wei) of the portal. */
export const fuelSettings = {
  timeToFinalize: 604_800,
  commitCooldown: 700_000,
  blocksPerCommit: 10_800n,
  depositLimit: parseEther('100'),
  ratePeriod: 86_400,
  rateLimit: parseEther('10'),
};

/** Deploys the newest versions; `admin` gets every role but the committer's, and nobody else keeps one. */
export async function deployFuel(node: Anvil, admin: Address, committer: Address): Promise<Fuel> {
  const { timeToFinalize, commitCooldown, blocksPerCommit, depositLimit, ratePeriod, rateLimit } = fuelSettings;
  const proxied = async (
    name: keyof typeof folders,
    built: readonly unknown[],
    setup: readonly unknown[],
  ): Promise<Contract> => {
    const code = await deploy(node, fuelArtifact(name), built);
    const [initializer, ...args] = setup as [string, ...unknown[]];
    return deployProxy(code, encode(code, initializer, ...args));
  };
  const state = await proxied('FuelChainState', [timeToFinalize, blocksPerCommit, commitCooldown], ['initialize']);
  const limits = [depositLimit, ratePeriod];
  const portal = await proxied('FuelMessagePortalV3', limits, ['initializerV3', state.address, rateLimit]);
  const tokens = await proxied('FuelERC20GatewayV4', [], ['initialize', portal.address]);
  const collectibles = await proxied('FuelERC721GatewayV2', [], ['initialize', portal.address]);
  await send(state, 'grantRole', role('COMMITTER_ROLE'), committer);
  await send(state, 'renounceRole', role('COMMITTER_ROLE'), accounts[0]);
  for (const contract of [state, portal, tokens, collectibles]) await handOver(contract, admin);
  return { portal, state, tokens, collectibles };
}

/** A portal of the first version before a chain state: no limits, and no way to name another chain state. */
export async function deployFirstPortal(node: Anvil, state: Address): Promise<Contract> {
  const code = await deploy(node, fuelArtifact('FuelMessagePortal'));
  return deployProxy(code, encode(code, 'initialize', state));
}

async function handOver(contract: Contract, admin: Address): Promise<void> {
  const [deployer] = accounts;
  for (const name of ['PAUSER_ROLE', 'SET_RATE_LIMITER_ROLE', 'DEFAULT_ADMIN_ROLE']) {
    await send(contract, 'grantRole', role(name), admin);
    await send(contract, 'renounceRole', role(name), deployer);
  }
}

/** A message from the chain as `relayMessage` takes it; `amount` is in the chain's units of a thousand million wei. */
export type FuelMessage = Readonly<Record<'sender' | 'recipient' | 'nonce', Hex>> & {
  readonly amount: bigint;
  readonly data: Hex;
};

/** A chain of two blocks whose first holds one message: the second's hash, and what relays the message by it. */
export function fuelBlocks(message: FuelMessage): {
  readonly hash: Hex;
  readonly height: number;
  readonly relay: unknown[];
} {
  const { sender, recipient, nonce, amount, data } = message;
  const id = sha256(concat([sender, recipient, nonce, number(amount, 8), data]));
  const block = { ...emptyBlock, outputMessagesCount: 1, outputMessagesRoot: leaf(id) };
  const root = { prevRoot: leaf(consensusHash(block, applicationHash(block))), height: 1, timestamp: 1n };
  const rootBlock = { ...root, applicationHash: zeroHash };
  const only = { key: 0n, proof: [] };
  const hash = consensusHash(root, zeroHash);
  return { hash, height: root.height, relay: [message, rootBlock, block, only, only] };
}

const emptyBlock = {
  prevRoot: zeroHash,
  timestamp: 0n,
  daHeight: 0n,
  outputMessagesCount: 0,
  consensusParametersVersion: 0,
  stateTransitionBytecodeVersion: 0,
  height: 0,
  txRoot: zeroHash,
  outputMessagesRoot: zeroHash as Hex,
  eventInboxRoot: zeroHash,
  txCount: 0,
};

/** FuelBlockHeader.sol: the order in which the fields are hashed, and their widths in bytes. */
function applicationHash(of: typeof emptyBlock): Hex {
  const { daHeight, consensusParametersVersion, stateTransitionBytecodeVersion, txCount, outputMessagesCount } = of;
  const versions = [number(consensusParametersVersion, 4), number(stateTransitionBytecodeVersion, 4)];
  const counts = [number(txCount, 2), number(outputMessagesCount, 4)];
  const roots = [of.txRoot, of.outputMessagesRoot, of.eventInboxRoot];
  return sha256(concat([number(daHeight, 8), ...versions, ...counts, ...roots]));
}

function consensusHash(
  { prevRoot, height, timestamp }: { readonly prevRoot: Hex; readonly height: number; readonly timestamp: bigint },
  application: Hex,
): Hex {
  return sha256(concat([prevRoot, number(height, 4), number(timestamp, 8), application]));
}

/** VerifyBinaryTree.sol: a leaf is hashed behind a zero byte, and alone it is the root. */
function leaf(data: Hex): Hex {
  return sha256(concat(['0x00', data]));
}

function number(value: number | bigint, size: number): Hex {
  return numberToHex(value, { size });
}
