import {
  decodeAbiParameters,
  encodeAbiParameters,
  keccak256,
  parseEther,
  parseEventLogs,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem';
import type { Address } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { as, at, encode, readAddress, send, type Contract } from './contract.ts';
import { opContractsManager, op2025 } from './op-2025-abi.ts';
import { gameTypes } from './op-games.ts';
import { execSafe, type Signer } from './safe.ts';
import { chainParts, type SuperchainChain } from './superchain.ts';

/** A chain to make. `owner` owns its ProxyAdmin and its games; the other roles default to dev accounts. */
export type NewChain = {
  readonly l2ChainId: bigint;
  readonly owner: Address;
  readonly systemConfigOwner?: Address;
  readonly batcher?: Address;
  readonly unsafeBlockSigner?: Address;
  readonly proposer?: Address;
  readonly challenger?: Address;
};

/** Where the genesis has the OPContractsManager, and the MIPS64 1.7.0 its games run on. */
const managerAddress: Address = '0xe3825cf02e2c0882c48dd3f2196da63dc9edba89';
const mips: Address = '0xa4C760FE39F5319E62930e4D9CE5CB9977577342';

/** The games' times in seconds and depths, as on OP Mainnet. */
const game = {
  disputeAbsolutePrestate: keccak256(toHex('prestate')),
  disputeMaxGameDepth: 73n,
  disputeSplitDepth: 30n,
  disputeClockExtension: 10_800n,
  disputeMaxClockDuration: 302_400n,
};

/** Makes a permissioned chain on a node of `startSuperchain`, by one transaction to its OPContractsManager. */
export async function deployThroughManager(node: Anvil, chain: NewChain): Promise<SuperchainChain> {
  const { l2ChainId, owner, ...others } = chain;
  const [, , , , , , proposer, challenger, batcher, unsafeBlockSigner] = accounts;
  const roles = { systemConfigOwner: owner, batcher, unsafeBlockSigner, proposer, challenger, ...others };
  const manager = at(node, managerAddress, opContractsManager);
  const input = {
    roles: { opChainProxyAdminOwner: owner, ...roles },
    basefeeScalar: 1368,
    blobBasefeeScalar: 801_949,
    l2ChainId,
    startingAnchorRoot: encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [keccak256(zeroHash), 0n]),
    saltMixer: 'fullfaith',
    gasLimit: 60_000_000n,
    disputeGameType: gameTypes.permissionedCannon,
    ...game,
  };
  // The event is not the manager's own but that of the deployer contract behind it.
  const { logs } = await send(manager, 'deploy', input);
  const [deployed] = parseEventLogs({ abi: opContractsManager.abi, logs, eventName: 'Deployed' });
  if (deployed === undefined) throw new Error('The OPContractsManager deployed nothing.');
  const [addresses] = decodeAbiParameters([{ type: 'address[15]' }], deployed.args.deployOutput);
  const entries = Object.keys(chainParts).map((part, i): [string, Contract] => [part, at(node, addresses[i], op2025)]);
  return Object.fromEntries(entries) as SuperchainChain;
}

/** The chain's owner, a Safe, adds the permissionless game; the guardian makes it the respected one. Returns the game. */
export async function makePermissionless(
  chain: SuperchainChain,
  owner: Contract,
  signers: readonly Signer[],
): Promise<Contract> {
  const { node } = owner;
  const { systemConfig, proxyAdmin, anchorStateRegistry, disputeGameFactory } = chain;
  const input = {
    saltMixer: 'fullfaith',
    systemConfig: systemConfig.address,
    proxyAdmin: proxyAdmin.address,
    delayedWETH: zeroAddress,
    disputeGameType: gameTypes.cannon,
    ...game,
    initialBond: parseEther('0.08'),
    vm: mips,
    permissioned: false,
  };
  const data = encode(opContractsManager, 'addGameType', [input]);
  await execSafe(owner, { to: managerAddress, data, delegateCall: true, signers });
  const guardian = await readAddress(systemConfig, 'guardian');
  await send(as(anchorStateRegistry, guardian), 'setRespectedGameType', gameTypes.cannon);
  return at(node, await readAddress(disputeGameFactory, 'gameImpls', gameTypes.cannon), op2025);
}
