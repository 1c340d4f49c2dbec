import { parseEther, zeroAddress, type Address } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { as, at, deploy, encode, eventOf, send, type Contract } from './contract.ts';
import { deploymentParams, nitroDefaults, type NitroSettings } from './nitro-config.ts';
import { deployNitroCreator, nitroArtifact, upgradeExecutor, type NitroVersion } from './nitro-creator.ts';

/** A rollup of Nitro. `rollup` has two ABIs: `rollup` is what anyone may call, `rollupAdmin` what its owner may. */
export type Nitro = Readonly<
  Record<
    | 'rollup'
    | 'rollupAdmin'
    | 'bridge'
    | 'sequencerInbox'
    | 'inbox'
    | 'outbox'
    | 'challengeManager'
    | 'upgradeExecutor'
    | 'proxyAdmin',
    Contract
  >
> & {
  readonly version: NitroVersion;
  readonly owner: Address;
  readonly validators: readonly Address[];
  readonly batchPoster: Address;
  /** The ERC-20 that assertions are staked in; ether before 3.2.0. */
  readonly stakeToken: Contract | null;
};

/** Makes a rollup through the generation's own RollupCreator. */
export async function deployNitro(node: Anvil, given: NitroSettings = {}): Promise<Nitro> {
  const settings = { ...nitroDefaults, ...given };
  const { version, owner, validators, batchPoster } = settings;
  const creator = await deployNitroCreator(node, version);
  const bold = version === '3.2.0';
  const stakeToken = bold ? await deploy(node, nitroArtifact(version, 'TestWETH9'), ['Wrapped Ether', 'WETH']) : null;
  // One ether pays for the retryables that create the factories on the L2; the rest comes back.
  const paid = as(creator, accounts[0], parseEther('1'));
  const params = deploymentParams(settings, stakeToken?.address);
  const created = eventOf(creator, await send(paid, 'createRollup', params), 'RollupCreated');
  const part = (event: string, name: string): Contract => at(node, created[event], nitroArtifact(version, name));
  const nitro: Nitro = {
    version,
    owner,
    validators,
    batchPoster,
    stakeToken,
    rollup: part('rollupAddress', 'RollupUserLogic'),
    rollupAdmin: part('rollupAddress', 'RollupAdminLogic'),
    bridge: part('bridge', 'Bridge'),
    sequencerInbox: part('sequencerInbox', 'SequencerInbox'),
    inbox: part('inboxAddress', 'Inbox'),
    outbox: part('outbox', 'Outbox'),
    challengeManager: part('challengeManager', bold ? 'EdgeChallengeManager' : 'ChallengeManager'),
    upgradeExecutor: at(node, created['upgradeExecutor'], upgradeExecutor()),
    proxyAdmin: part('adminProxy', 'ProxyAdmin'),
  };
  if (settings.open) await govern(nitro, nitro.rollupAdmin, 'setValidatorWhitelistDisabled', true);
  if (version === '2.1.3' && settings.fastConfirmer !== zeroAddress) {
    await govern(nitro, nitro.rollupAdmin, 'setAnyTrustFastConfirmer', settings.fastConfirmer);
    // In this generation the fast confirmer must be a validator too: _confirmNextNode is onlyValidator.
    await govern(nitro, nitro.rollupAdmin, 'setValidator', [settings.fastConfirmer], [true]);
  }
  return nitro;
}

/** Calls one of the rollup's contracts as its owner does: through the UpgradeExecutor. */
export async function govern(nitro: Nitro, target: Contract, functionName: string, ...args: unknown[]): Promise<void> {
  const data = encode(target, functionName, ...args);
  await send(as(nitro.upgradeExecutor, nitro.owner), 'executeCall', target.address, data);
}
