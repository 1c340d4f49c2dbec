import { concatHex, encodeFunctionData, getContractAddress, pad, zeroAddress, zeroHash } from 'viem';
import type { Address, Hex } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { fixture, loadArtifact, type Artifact } from './artifacts.ts';
import { as, at, deploy, eventOf, read, send, transact, type Contract } from './contract.ts';

/** The releases most Safes on Ethereum run. */
export const safeVersions = ['1.3.0', '1.4.1', '1.5.0'] as const;
export type SafeVersion = (typeof safeVersions)[number];

/** The two singletons of each release (`l2` emits more events), the proxy factory and the usual fallback handler. */
export type SafePart = 'safe' | 'l2' | 'factory' | 'handler';

/** A Safe to make. Modules and guard are enabled right after. Version 1.4.1 unless told otherwise. */
export type SafeSettings = {
  readonly owners: readonly Address[];
  readonly threshold: number;
  readonly version?: SafeVersion;
  readonly l2?: boolean;
  readonly modules?: readonly Address[];
  readonly guard?: Address;
};

/** Who agrees to a transaction: an owner by address, or an owner that is itself a Safe, with who agrees there. */
export type Signer = Address | { readonly safe: Contract; readonly signers: readonly Signer[] };

/** What a Safe is to do. A delegate call runs the target's code as the Safe. */
export type SafeTransaction = {
  readonly to: Address;
  readonly data: Hex;
  readonly value?: bigint;
  readonly delegateCall?: boolean;
  readonly signers: readonly Signer[];
};

/** Deterministic deployment proxy by Nick Johnson; anvil has it from the start. Safe 1.3.0 was deployed through it. */
const create2Factory: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C';
/** Safe's own factory, same code, for 1.4.1 and later (github.com/safe-global/safe-singleton-factory). */
const safeSingletonFactory: Address = '0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7';
/** Head of the linked lists of owners and modules: `SENTINEL_OWNERS`, `SENTINEL_MODULES`. */
const sentinel: Address = '0x0000000000000000000000000000000000000001';

const folders: Readonly<Record<SafeVersion, string>> = { '1.3.0': 'safe130', '1.4.1': 'safe141', '1.5.0': 'safe150' };

/** The artifact of a part of a release. */
function safeArtifact(version: SafeVersion, part: SafePart): Artifact {
  const prefix = version === '1.3.0' ? 'Gnosis' : '';
  const paths: Readonly<Record<SafePart, string>> = {
    safe: `${prefix}Safe.sol/${prefix}Safe`,
    l2: `${prefix}SafeL2.sol/${prefix}SafeL2`,
    factory: `proxies/${prefix}SafeProxyFactory.sol/${prefix}SafeProxyFactory`,
    handler: 'handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler',
  };
  return loadArtifact(`${folders[version]}/build/artifacts/contracts/${paths[part]}.json`);
}

/** Puts a part of a release where it is on Ethereum, once a node: CREATE2 with salt 0 from the factory Safe used. */
export async function deploySafePart(node: Anvil, version: SafeVersion, part: SafePart): Promise<Contract> {
  const artifact = safeArtifact(version, part);
  const from = version === '1.3.0' ? create2Factory : safeSingletonFactory;
  const address = getContractAddress({ opcode: 'CREATE2', from, salt: zeroHash, bytecode: artifact.bytecode });
  if ((await node.client.getCode({ address })) === undefined) {
    const bytecode = await node.client.getCode({ address: create2Factory });
    if (bytecode !== undefined && from === safeSingletonFactory) await node.client.setCode({ address: from, bytecode });
    await transact(node, { from: accounts[0], to: from, data: concatHex([zeroHash, artifact.bytecode]) });
  }
  return at(node, address, artifact);
}

/** Makes a Safe: a proxy of the canonical singleton, made by the canonical factory. */
export async function deploySafe(node: Anvil, settings: SafeSettings): Promise<Contract> {
  const { owners, threshold, version = '1.4.1', l2 = false, modules = [], guard } = settings;
  const singleton = await deploySafePart(node, version, l2 ? 'l2' : 'safe');
  const factory = await deploySafePart(node, version, 'factory');
  const handler = await deploySafePart(node, version, 'handler');
  const args = [owners, threshold, zeroAddress, '0x', handler.address, zeroAddress, 0n, zeroAddress];
  const setup = encodeFunctionData({ abi: singleton.abi, functionName: 'setup', args });
  const salt = await node.client.getTransactionCount({ address: accounts[0] });
  const receipt = await send(factory, 'createProxyWithNonce', singleton.address, setup, salt);
  const safe = at(node, eventOf(factory, receipt, 'ProxyCreation')['proxy'], singleton);
  for (const module of modules) await reconfigure(safe, 'enableModule', module);
  if (guard !== undefined) await reconfigure(safe, 'setGuard', guard);
  return safe;
}

/**
 * Executes a transaction as the Safe does for its owners: each signer approves its hash, a nested Safe by a transaction of
 * its own, and anybody sends it. Throws when the Safe refuses, as it does below its threshold.
 */
export async function execSafe(safe: Contract, transaction: SafeTransaction): Promise<void> {
  const { to, data, value = 0n, delegateCall = false, signers } = transaction;
  const call = [to, value, data, delegateCall ? 1 : 0, 0n, 0n, 0n, zeroAddress, zeroAddress];
  const hash = await read(safe, 'getTransactionHash', ...call, await read(safe, 'nonce'));
  for (const signer of signers) await approve(safe, signer, hash);
  const owners = signers.map((signer) => (typeof signer === 'string' ? signer : signer.safe.address));
  const receipt = await send(safe, 'execTransaction', ...call, approvedBy(owners));
  eventOf(safe, receipt, 'ExecutionSuccess');
}

/** Calls one of the Safe's own settings (`enableModule`, `setGuard`, `changeThreshold`…) as if all its owners had agreed. */
export async function reconfigure(safe: Contract, functionName: string, ...args: unknown[]): Promise<void> {
  await send(as(safe, safe.address), functionName, ...args);
}

/** Replaces an owner, as if all owners had agreed. Throws when `leaves` is none. */
export async function swapOwner(safe: Contract, leaves: Address, joins: Address): Promise<void> {
  const owners = (await read(safe, 'getOwners')) as readonly Address[];
  await reconfigure(safe, 'swapOwner', owners[owners.indexOf(leaves) - 1] ?? sentinel, leaves, joins);
}

/** A contract that answers a Safe's questions but obeys its deployer alone, the first dev account. */
export function deployLookAlikeSafe(node: Anvil, owners: readonly Address[], threshold: number): Promise<Contract> {
  return deploy(node, fixture('LookAlikeSafe'), [owners, BigInt(threshold)]);
}

/** Signatures of type 1: the Safe looks up that each owner approved the hash on chain. It wants them in order of address. */
function approvedBy(owners: readonly Address[]): Hex {
  const ordered = owners.map((owner) => owner.toLowerCase() as Address).sort();
  return concatHex(ordered.map((owner) => concatHex([pad(owner), zeroHash, '0x01'])));
}

async function approve(safe: Contract, signer: Signer, hash: unknown): Promise<void> {
  if (typeof signer === 'string') {
    await send(as(safe, signer), 'approveHash', hash);
    return;
  }
  const data = encodeFunctionData({ abi: safe.abi, functionName: 'approveHash', args: [hash] });
  await execSafe(signer.safe, { to: safe.address, data, signers: signer.signers });
}
