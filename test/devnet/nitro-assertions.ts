import { keccak256, maxUint256, parseEther, toHex, zeroHash } from 'viem';
import type { Address, Hex } from 'viem';
import { mine } from './anvil.ts';
import { as, encode, eventOf, read, send } from './contract.ts';
import type { Nitro } from './nitro.ts';
import { genesisState } from './nitro-config.ts';

/** A state that a validator asserted and nobody confirmed yet. */
export type Assertion = {
  /** Confirms it as any validator may once its period is over. Throws before. */
  confirm(): Promise<unknown>;
  /** Confirms it as the fast confirmer may, at once. Throws for anybody else. */
  fastConfirm(by: Address): Promise<unknown>;
  /** Whether it is the latest confirmed state. */
  confirmed(): Promise<boolean>;
};

/** What the first `AssertionCreated` of a rollup says. */
type Genesis = {
  readonly assertionHash: Hex;
  readonly afterInboxBatchAcc: Hex;
  readonly inboxMaxCount: bigint;
  readonly wasmModuleRoot: Hex;
  readonly requiredStake: bigint;
  readonly challengeManager: Address;
  readonly confirmPeriodBlocks: bigint;
};

/** Blocks between two assertions, on all generations by default. */
const minimumPeriodBlocks = 75;
const stake = parseEther('1');
const blockHash = keccak256(toHex('block'));

/** The first validator asserts a first state with these withdrawals (`sendRoot`) and stakes on it. Mines 75 blocks. */
export async function assertState(nitro: Nitro, sendRoot: Hex): Promise<Assertion> {
  await mine(nitro.rollup.node, minimumPeriodBlocks);
  return nitro.version === '3.2.0' ? assertBold(nitro, sendRoot) : assertNode(nitro, sendRoot);
}

async function assertBold(nitro: Nitro, sendRoot: Hex): Promise<Assertion> {
  const { rollup, stakeToken } = nitro;
  const validator = nitro.validators[0];
  if (validator === undefined || stakeToken === null) throw new Error('The rollup has no validator.');
  await send(as(stakeToken, validator, stake), 'deposit');
  await send(as(stakeToken, validator), 'approve', rollup.address, maxUint256);
  const { genesis, configData, after, inputs } = await firstAssertion(nitro, sendRoot);
  const receipt = await send(as(rollup, validator), 'newStakeOnNewAssertion', stake, inputs, zeroHash, validator);
  const { assertionHash, afterInboxBatchAcc } = eventOf(rollup, receipt, 'AssertionCreated');
  const named = [assertionHash, genesis.assertionHash, after];
  return {
    confirm: () => send(as(rollup, validator), 'confirmAssertion', ...named, zeroHash, configData, afterInboxBatchAcc),
    fastConfirm: (by) => send(as(rollup, by), 'fastConfirmAssertion', ...named, afterInboxBatchAcc),
    confirmed: async () => (await read(rollup, 'latestConfirmed')) === assertionHash,
  };
}

/**
 * Calldata with which a fast confirmer of 3.2.0 asserts and confirms a first state alone, in one call to the rollup: nobody stakes and
 * nothing waits.
 */
export async function fastAssertion(
  nitro: Nitro,
  sendRoot: Hex,
): Promise<{ readonly hash: unknown; readonly data: Hex }> {
  const { rollup, bridge } = nitro;
  const { inputs, genesis, after } = await firstAssertion(nitro, sendRoot);
  const inboxAcc = await read(bridge, 'sequencerInboxAccs', genesis.inboxMaxCount - 1n);
  const hash = await read(rollup, 'computeAssertionHash', genesis.assertionHash, after, inboxAcc);
  return { hash, data: encode(rollup, 'fastConfirmNewAssertion', inputs, hash) };
}

async function firstAssertion(nitro: Nitro, sendRoot: Hex) {
  const genesis = await genesisOf(nitro);
  const configData = { ...genesis, nextInboxPosition: genesis.inboxMaxCount };
  const after = state(sendRoot, genesis.inboxMaxCount);
  const before = { prevPrevAssertionHash: zeroHash, sequencerBatchAcc: genesis.afterInboxBatchAcc, configData };
  return {
    genesis,
    configData,
    after,
    inputs: { beforeStateData: before, beforeState: genesisState, afterState: after },
  };
}

async function assertNode(nitro: Nitro, sendRoot: Hex): Promise<Assertion> {
  const { rollup } = nitro;
  const validator = nitro.validators[0];
  if (validator === undefined) throw new Error('The rollup has no validator.');
  // A new rollup expects its first assertion to read one message: RollupAdminLogic.initialize.
  const inboxMaxCount = 1n;
  const assertion = { beforeState: genesisState, afterState: state(sendRoot, inboxMaxCount), numBlocks: 1n };
  const staked = as(rollup, validator, stake);
  const receipt = await send(staked, 'newStakeOnNewNode', assertion, zeroHash, inboxMaxCount);
  const { nodeNum, nodeHash } = eventOf(rollup, receipt, 'NodeCreated');
  return {
    confirm: () => send(as(rollup, validator), 'confirmNextNode', blockHash, sendRoot),
    fastConfirm: (by) => send(as(rollup, by), 'fastConfirmNextNode', blockHash, sendRoot, nodeHash),
    confirmed: async () => (await read(rollup, 'latestConfirmed')) === nodeNum,
  };
}

async function genesisOf({ rollup }: Nitro): Promise<Genesis> {
  const { node, address, abi } = rollup;
  const [log] = await node.client.getContractEvents({ address, abi, eventName: 'AssertionCreated', fromBlock: 0n });
  if (log === undefined) throw new Error('The rollup has no genesis assertion.');
  return (log as unknown as { readonly args: Genesis }).args;
}

function state(sendRoot: Hex, inboxPosition: bigint): object {
  const globalState = { bytes32Vals: [blockHash, sendRoot], u64Vals: [inboxPosition, 0n] };
  return { globalState, machineStatus: 1, endHistoryRoot: zeroHash };
}
