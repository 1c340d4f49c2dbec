import { encodeDeployData, encodeFunctionData, getAddress, isAddressEqual, parseEventLogs } from 'viem';
import type { Abi, Address, Hex, TransactionReceipt } from 'viem';
import { accounts, impersonate, receiptOf, type Anvil } from './anvil.ts';
import type { Artifact } from './artifacts.ts';

/** EIP-1967. */
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';

/** A contract on a node. `from` and `value` (wei) are who calls it with how much: see `as`. */
export type Contract = {
  readonly node: Anvil;
  readonly address: Address;
  readonly abi: Abi;
  readonly from?: Address;
  readonly value?: bigint;
};

type Transaction = { readonly from: Address; readonly to?: Address; readonly data?: Hex; readonly value?: bigint };

/** Below the cap of EIP-7825 (2^24) and enough for every contract here; saves estimating. */
const gas = 16_000_000n;

const unlocked: ReadonlySet<string> = new Set(accounts);

/** Deploys from the first dev account. Throws when the constructor reverts. */
export async function deploy(node: Anvil, artifact: Artifact, args: readonly unknown[] = []): Promise<Contract> {
  const { abi, bytecode } = artifact;
  const { contractAddress } = await transact(node, {
    from: accounts[0],
    data: encodeDeployData({ abi, bytecode, args }),
  });
  if (contractAddress == null) throw new Error('The deployment made no contract.');
  return { node, address: getAddress(contractAddress), abi };
}

/** The contract at an address, seen through an ABI: a proxy through its implementation's. */
export function at(node: Anvil, address: unknown, { abi }: { readonly abi: Abi }): Contract {
  return { node, address: getAddress(String(address)), abi };
}

/** The same contract, called by somebody else or with ether. */
export function as(contract: Contract, from: Address, value = 0n): Contract {
  return { ...contract, from, value };
}

/** The answer of a view function, as viem decodes it. */
export function read({ node, address, abi }: Contract, functionName: string, ...args: unknown[]): Promise<unknown> {
  return node.client.readContract({ address, abi, functionName, args });
}

/** The answer of a view function that returns one address. */
export async function readAddress(contract: Contract, functionName: string, ...args: unknown[]): Promise<Address> {
  return getAddress(String(await read(contract, functionName, ...args)));
}

/** The code behind a proxy of EIP-1967. */
export async function readImplementation({ node, address }: Contract): Promise<Address> {
  const word = await node.client.getStorageAt({ address, slot: implementationSlot });
  return getAddress(`0x${(word ?? '').slice(-40)}`);
}

/** Sends a transaction, from the first dev account unless `as` said otherwise. Throws with the reason when it reverts. */
export async function send(contract: Contract, functionName: string, ...args: unknown[]): Promise<TransactionReceipt> {
  const { node, address, abi, from = accounts[0], value = 0n } = contract;
  const data = encode(contract, functionName, ...args);
  const receipt = await mined(node, { from, to: address, data, value });
  if (receipt.status === 'success') return receipt;
  await node.client.simulateContract({ address, abi, functionName, args, account: from, value, gas });
  throw new Error(`${functionName} reverted.`);
}

/** The calldata of a call. */
export function encode({ abi }: { readonly abi: Abi }, functionName: string, ...args: unknown[]): Hex {
  return encodeFunctionData({ abi, functionName, args });
}

/** The arguments of the contract's first event of that name in a receipt, by name. Throws when there is none. */
export function eventOf(
  contract: Contract,
  receipt: TransactionReceipt,
  name: string,
): Readonly<Record<string, unknown>> {
  for (const { address, args } of parseEventLogs({ abi: contract.abi, logs: receipt.logs, eventName: name })) {
    if (isAddressEqual(address, contract.address)) return args as unknown as Readonly<Record<string, unknown>>;
  }
  throw new Error(`The transaction emitted no ${name}.`);
}

/** Sends one transaction from any address, mines it, and throws with the reason when it reverts. */
export async function transact(node: Anvil, transaction: Transaction): Promise<TransactionReceipt> {
  const receipt = await mined(node, transaction);
  if (receipt.status === 'success') return receipt;
  const { from: account, ...rest } = transaction;
  await node.client.call({ account, gas, ...rest });
  throw new Error(`Transaction ${receipt.transactionHash} reverted.`);
}

async function mined(node: Anvil, { from: account, ...rest }: Transaction): Promise<TransactionReceipt> {
  if (!unlocked.has(account)) await impersonate(node, account);
  const hash = await node.client.sendTransaction({ account, gas, ...rest });
  return receiptOf(node, hash);
}
