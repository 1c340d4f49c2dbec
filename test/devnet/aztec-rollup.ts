import { type Address, type Hex, keccak256, parseAbi, parseEther, toHex, zeroAddress, zeroHash } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { type Artifact, loadFixture } from './artifacts.ts';
import { as, at, type Contract, deploy, read, readAddress, send } from './contract.ts';

/** Aztec's rollup of 2026 and what governs it; `verifier` is the real one, of the root rollup circuit. */
export type AztecRollup = Readonly<
  Record<
    | 'rollup'
    | 'verifier'
    | 'registry'
    | 'gse'
    | 'governance'
    | 'governanceProposer'
    | 'stakingAsset'
    | 'feeAsset'
    | 'coinIssuer'
    | 'escapeHatch',
    Contract
  >
>;

/** What a test may have otherwise: another verifier, a committee of another size, no transactions yet. */
export type AztecSettings = {
  readonly verifier?: 'HonkVerifier' | 'MockVerifier';
  readonly committee?: bigint;
  readonly manaTarget?: bigint;
};

/** An artifact of @aztec/l1-artifacts 4.1.2. */
export const aztecArtifact = loadFixture('aztec-2026.json.gz');

/** May veto slashing; holds nothing else. */
export const slashingVetoer: Address = accounts[7];

const days = 86_400n;

/** Of the mainnet, by script/deploy/DeploymentConfiguration.sol of the package. */
export const governanceSettings = {
  proposeConfig: { lockDelay: 90n * days, lockAmount: parseEther('258750000') },
  votingDelay: 3n * days,
  votingDuration: 7n * days,
  executionDelay: 30n * days,
  gracePeriod: 7n * days,
  quorum: parseEther('0.2'),
  requiredYeaMargin: parseEther('0.33'),
  minimumVotes: parseEther('200000000'),
};

const [deployer] = accounts;
const activationThreshold = parseEther('200000');

/** Deploys them in the order of DeployAztecL1Contracts.s.sol, and hands everything to Governance. */
export async function deployAztecRollup(node: Anvil, settings: AztecSettings = {}): Promise<AztecRollup> {
  const make = (name: string, ...args: unknown[]): Promise<Contract> => deploy(node, aztecArtifact(name), args);
  const feeAsset = await make('TestERC20', 'FeeJuice', 'FEE', deployer);
  const stakingAsset = await make('TestERC20', 'Staking', 'STK', deployer);
  const gse = await make('GSE', deployer, stakingAsset.address, activationThreshold, activationThreshold / 2n);
  const registry = await make('Registry', deployer, feeAsset.address);
  const governanceProposer = await make('GovernanceProposer', registry.address, gse.address, 151n, 300n);
  const founding = [stakingAsset.address, governanceProposer.address, gse.address, governanceSettings];
  const governance = await make('Governance', ...founding);
  await send(gse, 'setGovernance', governance.address);
  const verifier = await make(settings.verifier ?? 'HonkVerifier');
  const named = { feeAsset, stakingAsset, gse, registry, governance, verifier };
  const rollup = await deployRollup(node, named, settings);
  await send(registry, 'addRollup', rollup.address);
  await send(gse, 'addRollup', rollup.address);
  const bond = [parseEther('332000000'), parseEther('1660000'), parseEther('9600000')];
  const escapeHatch = await make('EscapeHatch', rollup.address, stakingAsset.address, ...bond, 112n, 2n, 1n, 3600n);
  await send(byGovernance(rollup, governance), 'updateEscapeHatch', escapeHatch.address);
  await send(stakingAsset, 'mint', deployer, parseEther('1000000000'));
  const coinIssuer = await make('CoinIssuer', stakingAsset.address, parseEther('0.2'), governance.address);
  await send(stakingAsset, 'transferOwnership', coinIssuer.address);
  await send(stakingAsset, 'removeMinter', deployer);
  await send(byGovernance(coinIssuer, governance), 'acceptTokenOwnership');
  for (const owned of [registry, gse]) await send(owned, 'transferOwnership', governance.address);
  return { ...named, rollup, governanceProposer, coinIssuer, escapeHatch };
}

/** A contract, called as if a proposal of Governance did it. */
export function byGovernance(contract: Contract, governance: Pick<Contract, 'address'>): Contract {
  return as(contract, governance.address);
}

/** Another Rollup beside the first, of the same stake. */
export function deployNextRollup(aztec: AztecRollup, settings: AztecSettings = {}): Promise<Contract> {
  return deployRollup(aztec.rollup.node, aztec, settings);
}

type Named = Pick<AztecRollup, 'feeAsset' | 'stakingAsset' | 'gse' | 'registry' | 'governance' | 'verifier'>;

async function deployRollup(node: Anvil, named: Named, settings: AztecSettings): Promise<Contract> {
  const { feeAsset, stakingAsset, gse, registry, governance, verifier } = named;
  const linked = await link(node, aztecArtifact('Rollup'));
  const genesis = { vkTreeRoot: zeroHash, protocolContractsHash: zeroHash, genesisArchiveRoot: keccak256(toHex('0')) };
  const distributor = await readAddress(registry, 'getRewardDistributor');
  const before = [feeAsset, stakingAsset, gse, verifier, governance].map(({ address }) => address);
  const version = Number(await read(registry, 'numberOfVersions')) + 1;
  return deploy(node, linked, [...before, genesis, rollupSettings(distributor, { ...settings, version })]);
}

/** generated/default.json of the package, with fewer validators to a committee. */
function rollupSettings(rewardDistributor: Address, of: AztecSettings & { readonly version: number }) {
  return {
    aztecSlotDuration: 72n,
    aztecEpochDuration: 32n,
    targetCommitteeSize: of.committee ?? 24n,
    lagInEpochsForValidatorSet: 2n,
    lagInEpochsForRandao: 1n,
    aztecProofSubmissionEpochs: 1n,
    slashingQuorum: 65n,
    slashingRoundSize: 128n,
    slashingLifetimeInRounds: 5n,
    slashingExecutionDelayInRounds: 0n,
    slashAmounts: [parseEther('10'), parseEther('20'), parseEther('50')],
    slashingOffsetInRounds: 2n,
    slasherFlavor: 1,
    slashingVetoer,
    slashingDisableDuration: 432_000n,
    manaTarget: of.manaTarget ?? 100_000_000n,
    exitDelaySeconds: 172_800n,
    version: of.version,
    provingCostPerMana: 100n,
    initialEthPerFeeAsset: 10_000_000n,
    rewardConfig: { rewardDistributor, sequencerBps: 7000, booster: zeroAddress, checkpointReward: parseEther('500') },
    rewardBoostConfig: { increment: 125_000, maxScore: 15_000_000, a: 1000, minimum: 100_000, k: 1_000_000 },
    stakingQueueConfig: {
      bootstrapValidatorSetSize: 0n,
      bootstrapFlushSize: 0n,
      normalFlushSizeMin: 48n,
      normalFlushSizeQuotient: 2n,
      maxQueueFlushSize: 48n,
    },
    localEjectionThreshold: activationThreshold / 2n,
    earliestRewardsClaimableTimestamp: 0n,
    inboxLag: 1n,
  };
}

const libraries = [
  'RewardExtLib',
  'RollupOperationsExtLib',
  'ValidatorOperationsExtLib',
  'TallySlasherDeploymentExtLib',
] as const;
/** Makes the other kind of slashing, which no constructor here asks for: nothing is there. */
const unused = 'EmpireSlasherDeploymentExtLib';

/** Puts the addresses of the libraries where solc left their places: a hash of where the source of each is. */
async function link(node: Anvil, { abi, bytecode }: Artifact): Promise<Artifact> {
  let linked: string = bytecode;
  // A library's errors come out of the Rollup, whose own ABI has none of them.
  const errors = libraries.flatMap((name) => aztecArtifact(name).abi.filter(({ type }) => type === 'error'));
  for (const name of [...libraries, unused]) {
    const there = name === unused ? zeroAddress : (await deploy(node, aztecArtifact(name))).address;
    const path = `src/core/libraries/rollup/${name}.sol:${name}`;
    linked = linked.replaceAll(`__$${keccak256(toHex(path)).slice(2, 36)}$__`, there.slice(2).toLowerCase());
  }
  return { abi: [...abi, ...errors], bytecode: linked as Hex };
}

const named = {
  inbox: parseAbi([
    'function getRoot(uint256) view returns (bytes32)',
    'function sendL2Message((bytes32 actor, uint256 version) recipient, bytes32 content, bytes32 secretHash) returns (bytes32, uint256)',
  ]),
  outbox: parseAbi([
    'function ROLLUP() view returns (address)',
    'function VERSION() view returns (uint256)',
    'function insert(uint256, bytes32)',
    'function consume(((bytes32 actor, uint256 version) sender, (address actor, uint256 chainId) recipient, bytes32 content) message, uint256 epoch, uint256 leafIndex, bytes32[] path)',
    'error Outbox__Unauthorized()',
    'error Outbox__NothingToConsumeAtEpoch(uint256)',
  ]),
  slasher: parseAbi([
    'function GOVERNANCE() view returns (address)',
    'function VETOER() view returns (address)',
    'function PROPOSER() view returns (address)',
    'function vetoPayload(address) returns (bool)',
    'function slash(address) returns (bool)',
    'error Slasher__CallerNotVetoer(address, address)',
    'error Slasher__CallerNotAuthorizedToSlash(address)',
  ]),
};

/** A contract that the Rollup made itself. */
export async function madeByRollup(rollup: Contract, name: keyof typeof named): Promise<Contract> {
  const getters = { inbox: 'getInbox', outbox: 'getOutbox', slasher: 'getSlasher' } as const;
  return at(rollup.node, await readAddress(rollup, getters[name]), { abi: named[name] });
}
