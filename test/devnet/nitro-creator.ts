import { zeroAddress } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { loadArtifact, type Artifact } from './artifacts.ts';
import { deploy, send, type Contract } from './contract.ts';

/** The generations of Nitro's contracts: 3.2.0 has BoLD assertions, the others numbered nodes and an allow list. */
export const nitroVersions = ['3.2.0', '2.1.3', '1.2.1'] as const;
export type NitroVersion = (typeof nitroVersions)[number];

/** The bridge contracts a BridgeCreator clones, for ether or for a chain's own gas token. */
type Templates = Readonly<Record<string, `0x${string}`>>;

/** Bytes of calldata an L1 transaction may carry; `maxDataSize` in Offchain Labs' deployments. */
export const maxDataSize = 117_964n;

const folders: Readonly<Record<NitroVersion, string>> = {
  '3.2.0': 'nitro320',
  '2.1.3': 'nitro213',
  '1.2.1': 'nitro121',
};

const paths: Readonly<Record<string, string>> = {
  bridge: 'Bridge SequencerInbox Inbox Outbox ERC20Bridge ERC20Inbox ERC20Outbox',
  osp: 'OneStepProver0 OneStepProverMemory OneStepProverMath OneStepProverHostIo OneStepProofEntry',
  challengeV2: 'EdgeChallengeManager',
  challenge: 'ChallengeManager',
  mocks: 'TestWETH9',
};

/** Offchain Labs' UpgradeExecutor 1.1.1, which owns the rollups a RollupCreator makes. */
export const upgradeExecutor = (): Artifact =>
  loadArtifact('@offchainlabs/upgrade-executor/build/contracts/src/UpgradeExecutor.sol/UpgradeExecutor.json');

/** An artifact of a generation. */
export function nitroArtifact(version: NitroVersion, name: string): Artifact {
  if (name === 'Reader4844') return loadArtifact(`${folders[version]}/out/yul/Reader4844.yul/Reader4844.json`);
  const own = Object.keys(paths).find((folder) => paths[folder]?.split(' ').includes(name)) ?? 'rollup';
  const folder = name === 'ProxyAdmin' ? '@openzeppelin/contracts/proxy/transparent' : `src/${own}`;
  return loadArtifact(`${folders[version]}/build/contracts/${folder}/${name}.sol/${name}.json`);
}

/** Deploys a generation's RollupCreator with all its templates. */
export async function deployNitroCreator(node: Anvil, version: NitroVersion): Promise<Contract> {
  const bold = version === '3.2.0';
  const make = async (name: string, ...args: unknown[]): Promise<`0x${string}`> =>
    (await deploy(node, nitroArtifact(version, name), args)).address;
  const bridgeCreator = await make(
    'BridgeCreator',
    await templates(make, bold, false),
    await templates(make, bold, true),
  );
  const provers = [await make('OneStepProver0'), await make('OneStepProverMemory'), await make('OneStepProverMath')];
  const hostIo = await make('OneStepProverHostIo', ...(bold ? [zeroAddress] : []));
  const osp = await make('OneStepProofEntry', ...provers, hostIo);
  const challenges = await make(bold ? 'EdgeChallengeManager' : 'ChallengeManager');
  const logic = [await make('RollupAdminLogic'), await make('RollupUserLogic')];
  const executor = (await deploy(node, upgradeExecutor())).address;
  const utilities = bold ? [] : [await make('ValidatorUtils')];
  const wallets = [await make('ValidatorWalletCreator'), await make('DeployHelper')];
  const all = [bridgeCreator, osp, challenges, ...logic, executor, ...utilities, ...wallets];
  const creator = await deploy(node, nitroArtifact(version, 'RollupCreator'), bold ? [accounts[0], ...all] : []);
  if (!bold) await send(creator, 'setTemplates', ...all);
  return creator;
}

async function templates(
  make: (name: string, ...args: unknown[]) => Promise<`0x${string}`>,
  bold: boolean,
  feeToken: boolean,
): Promise<Templates> {
  const prefix = feeToken ? 'ERC20' : '';
  const reader = await make('Reader4844');
  const inbox = (bufferable: boolean): Promise<`0x${string}`> =>
    make('SequencerInbox', maxDataSize, reader, feeToken, ...(bold ? [bufferable] : []));
  return {
    bridge: await make(`${prefix}Bridge`),
    sequencerInbox: await inbox(false),
    ...(bold ? { delayBufferableSequencerInbox: await inbox(true) } : {}),
    inbox: await make(`${prefix}Inbox`, maxDataSize),
    rollupEventInbox: await make(`${prefix}RollupEventInbox`),
    outbox: await make(`${prefix}Outbox`),
  };
}
