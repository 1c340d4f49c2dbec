import { keccak256, parseEther, toHex, zeroAddress, zeroHash } from 'viem';
import type { Address } from 'viem';
import { accounts } from './anvil.ts';
import { maxDataSize, type NitroVersion } from './nitro-creator.ts';

/** A rollup to make; what is left out is as on Arbitrum One. */
export type NitroSettings = {
  readonly version?: NitroVersion;
  readonly l2ChainId?: bigint;
  /** The executor of the UpgradeExecutor that owns everything: a Safe, a timelock… */
  readonly owner?: Address;
  readonly validators?: readonly Address[];
  /** Anyone may validate. */
  readonly open?: boolean;
  readonly batchPoster?: Address;
  readonly confirmPeriodBlocks?: bigint;
  /** How long a message waits before anyone may force it in. */
  readonly delayBlocks?: bigint;
  readonly delaySeconds?: bigint;
  /** Shorten that delay while the sequencer misbehaves; from 3.2.0 on. */
  readonly buffered?: boolean;
  /** Confirms assertions with no wait; from 2.1.3 on. */
  readonly fastConfirmer?: Address;
};

/** Settings with nothing left out. */
export type Complete = Required<NitroSettings>;

/** The state before anything happened, as the first assertion of 3.2.0 has it. */
export const genesisState = {
  globalState: { bytes32Vals: [zeroHash, zeroHash], u64Vals: [0n, 0n] },
  machineStatus: 1,
  endHistoryRoot: zeroHash,
} as const;

/** Arbitrum One's figures, dev accounts in the roles. */
export const nitroDefaults: Complete = {
  version: '3.2.0',
  l2ChainId: 42_161n,
  owner: accounts[9],
  validators: [accounts[5], accounts[6]],
  open: false,
  batchPoster: accounts[7],
  confirmPeriodBlocks: 45_818n,
  delayBlocks: 7_200n,
  delaySeconds: 86_400n,
  buffered: false,
  fastConfirmer: zeroAddress,
};

/** What the RollupCreator takes, `DeploymentParams`; an ABI picks the fields its generation knows. */
export function deploymentParams(settings: Complete, stakeToken: Address | undefined): unknown {
  const { version, validators, batchPoster, owner } = settings;
  return {
    config: version === '3.2.0' ? boldConfig(settings, stakeToken) : nodeConfig(settings),
    validators,
    maxDataSize,
    batchPosters: [batchPoster],
    batchPosterManager: owner,
    nativeToken: zeroAddress,
    feeTokenPricer: zeroAddress,
    customOsp: zeroAddress,
    deployFactoriesToL2: true,
    maxFeePerGasForRetryables: 100_000_000n,
  };
}

function sharedConfig(settings: Complete): object {
  const { confirmPeriodBlocks, owner, l2ChainId, delayBlocks, delaySeconds, fastConfirmer } = settings;
  const arbitrum = {
    EnableArbOS: true,
    AllowDebugPrecompiles: false,
    DataAvailabilityCommittee: fastConfirmer !== zeroAddress,
    InitialArbOSVersion: 32,
    InitialChainOwner: owner,
    GenesisBlockNum: 0,
  };
  return {
    confirmPeriodBlocks,
    owner,
    loserStakeEscrow: owner,
    chainId: l2ChainId,
    baseStake: parseEther('1'),
    wasmModuleRoot: keccak256(toHex('wasm')),
    chainConfig: JSON.stringify({ chainId: Number(l2ChainId), homesteadBlock: 0, arbitrum }),
    sequencerInboxMaxTimeVariation: { delayBlocks, futureBlocks: 64n, delaySeconds, futureSeconds: 768n },
  };
}

function nodeConfig(settings: Complete): object {
  return { ...sharedConfig(settings), extraChallengeTimeBlocks: 0n, stakeToken: zeroAddress, genesisBlockNum: 0n };
}

function boldConfig(settings: Complete, stakeToken: Address | undefined): object {
  const { buffered, fastConfirmer } = settings;
  return {
    ...sharedConfig(settings),
    stakeToken,
    minimumAssertionPeriod: 75n,
    validatorAfkBlocks: 201_600n,
    miniStakeValues: [parseEther('0.1'), parseEther('0.05'), parseEther('0.01')],
    layerZeroBlockEdgeHeight: 2n ** 26n,
    layerZeroBigStepEdgeHeight: 2n ** 19n,
    layerZeroSmallStepEdgeHeight: 2n ** 23n,
    genesisAssertionState: genesisState,
    genesisInboxCount: 0n,
    anyTrustFastConfirmer: fastConfirmer,
    numBigStepLevel: 1,
    challengeGracePeriodBlocks: 14_400n,
    bufferConfig: buffered
      ? { threshold: 150n, max: 14_400n, replenishRateInBasis: 500n }
      : { threshold: 0n, max: 0n, replenishRateInBasis: 0n },
    dataCostEstimate: 0n,
  };
}
