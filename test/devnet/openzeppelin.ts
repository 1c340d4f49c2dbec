import { keccak256, toHex, zeroAddress, zeroHash } from 'viem';
import type { Address, Hex } from 'viem';
import { accounts, mine, warp, type Anvil } from './anvil.ts';
import { fixture, loadArtifact, type Artifact } from './artifacts.ts';
import { as, at, deploy, encode, read, readAddress, send, type Contract } from './contract.ts';

/** Who may do what on a timelock. An executor of the zero address lets anyone execute. `admin` defaults to nobody. */
export type TimelockSettings = {
  readonly minDelaySeconds: number;
  readonly proposers: readonly Address[];
  readonly executors?: readonly Address[];
  readonly admin?: Address;
};

/** One call for a timelock to make. */
export type Operation = { readonly target: Address; readonly data: Hex; readonly from: Address };

/** A proxy, seen through its implementation's ABI, and who can change it. */
export type Proxied = { readonly proxy: Contract; readonly implementation: Contract; readonly admin: Contract };

/** The slots of ERC-1967. */
export const erc1967Slots = {
  implementation: '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc',
  admin: '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103',
  beacon: '0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50',
} as const;

/** An artifact of @openzeppelin/contracts 5.7.0. */
function openZeppelin(name: string): Artifact {
  return loadArtifact(`@openzeppelin/contracts/build/contracts/${name}.json`);
}

/** The id of an AccessControl role: the hash of its name, or zero for the role that grants the others. */
export function role(name: string): Hex {
  return name === 'DEFAULT_ADMIN_ROLE' ? zeroHash : keccak256(toHex(name));
}

/** A TimelockController. Proposers may also cancel. */
export function deployTimelock(node: Anvil, settings: TimelockSettings): Promise<Contract> {
  const { minDelaySeconds, proposers, executors = [zeroAddress], admin = zeroAddress } = settings;
  return deploy(node, openZeppelin('TimelockController'), [BigInt(minDelaySeconds), proposers, executors, admin]);
}

/** Schedules a call at the minimum delay. */
export async function schedule(timelock: Contract, { target, data, from }: Operation): Promise<void> {
  const delay = await read(timelock, 'getMinDelay');
  await send(as(timelock, from), 'schedule', target, 0n, data, zeroHash, zeroHash, delay);
}

/** Executes a scheduled call. Throws before its time. */
export async function execute(timelock: Contract, { target, data, from }: Operation): Promise<void> {
  await send(as(timelock, from), 'execute', target, 0n, data, zeroHash, zeroHash);
}

/** A Box behind a TransparentUpgradeableProxy, which makes its own ProxyAdmin for `owner`. */
export async function deployTransparent(node: Anvil, owner: Address): Promise<Proxied> {
  const implementation = await deploy(node, fixture('Box'));
  const setup = encode(implementation, 'initialize', owner);
  const { address } = await deploy(node, openZeppelin('TransparentUpgradeableProxy'), [
    implementation.address,
    owner,
    setup,
  ]);
  const slot = (await node.client.getStorageAt({ address, slot: erc1967Slots.admin })) ?? '0x';
  const admin = at(node, `0x${slot.slice(26)}`, openZeppelin('ProxyAdmin'));
  return { proxy: at(node, address, implementation), implementation, admin };
}

/** A Box behind an ERC1967Proxy: `owner` upgrades it through the Box itself (UUPS). */
export async function deployUups(node: Anvil, owner: Address): Promise<Proxied> {
  const implementation = await deploy(node, fixture('Box'));
  const setup = encode(implementation, 'initialize', owner);
  const proxy = await deployProxy(implementation, setup);
  return { proxy, implementation, admin: proxy };
}

/** An ERC1967Proxy before some code, which makes that first call in its construction. */
export async function deployProxy(code: Contract, setup: Hex): Promise<Contract> {
  const { address } = await deploy(code.node, openZeppelin('ERC1967Proxy'), [code.address, setup]);
  return at(code.node, address, code);
}

/** A Box behind a BeaconProxy; the UpgradeableBeacon belongs to `owner`. */
export async function deployBeacon(node: Anvil, owner: Address): Promise<Proxied> {
  const implementation = await deploy(node, fixture('Box'));
  const admin = await deploy(node, openZeppelin('UpgradeableBeacon'), [implementation.address, owner]);
  const setup = encode(implementation, 'initialize', owner);
  const { address } = await deploy(node, openZeppelin('BeaconProxy'), [admin.address, setup]);
  return { proxy: at(node, address, implementation), implementation, admin };
}

/** An AccessManager run by `admin`, and a ManagedBox whose `store` only members of role 7 may call, after their delay. */
export async function deployManaged(node: Anvil, admin: Address): Promise<{ manager: Contract; box: Contract }> {
  const manager = await deploy(node, openZeppelin('AccessManager'), [admin]);
  const box = await deploy(node, fixture('ManagedBox'), [manager.address]);
  const store = encode(box, 'store', 0n).slice(0, 10);
  await send(as(manager, admin), 'setTargetFunctionRole', box.address, [store], 7n);
  return { manager, box };
}

/** A token vote (delay 1 block, voting 10 blocks, quorum 4 %) that acts through a timelock which obeys nobody else. */
export async function deployGovernor(
  node: Anvil,
  minDelaySeconds: number,
): Promise<Record<'token' | 'timelock' | 'governor', Contract>> {
  const [deployer] = accounts;
  const token = await deploy(node, fixture('VoteToken'));
  const timelock = await deployTimelock(node, { minDelaySeconds, proposers: [], admin: deployer });
  const governor = await deploy(node, fixture('VotedGovernor'), [token.address, timelock.address]);
  await send(timelock, 'grantRole', role('PROPOSER_ROLE'), governor.address);
  await send(timelock, 'grantRole', role('CANCELLER_ROLE'), governor.address);
  await send(timelock, 'renounceRole', role('DEFAULT_ADMIN_ROLE'), deployer);
  await send(token, 'delegate', deployer);
  return { token, timelock, governor };
}

/** Takes a call through a vote of the token's holder, the queue and the timelock. */
export async function voteThrough(governor: Contract, target: Address, data: Hex): Promise<void> {
  const { node } = governor;
  const proposal = [[target], [0n], [data]];
  await send(governor, 'propose', ...proposal, '');
  await mine(node, 2);
  await send(governor, 'castVote', await read(governor, 'getProposalId', ...proposal, keccak256('0x')), 1);
  await mine(node, 11);
  await send(governor, 'queue', ...proposal, keccak256('0x'));
  const timelock = at(node, await readAddress(governor, 'timelock'), openZeppelin('TimelockController'));
  await warp(node, Number(await read(timelock, 'getMinDelay')) + 1);
  await send(governor, 'execute', ...proposal, keccak256('0x'));
}
