import { keccak256, toFunctionSelector, toHex, zeroHash, type Address } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { loadFixture } from './artifacts.ts';
import { deploy, send, type Contract } from './contract.ts';
import { deployTimelock4, deployTransparent4, openZeppelin4, upgrade4 } from './openzeppelin-4.ts';

/** Scroll's contracts on Ethereum after Euclid and Feynman (mid-2025). `timelock` administers `owner`, which owns the rest. */
export type Scroll = Readonly<
  Record<
    | 'chain'
    | 'messageQueue'
    | 'messageQueueV1'
    | 'messenger'
    | 'enforcedTxGateway'
    | 'systemConfig'
    | 'verifier'
    | 'owner'
    | 'timelock'
    | 'proxyAdmin',
    Contract
  >
>;

/** The proxies, while none of them is initialized. */
type Proxies = Readonly<Record<'chain' | 'queueV1' | 'queue' | 'messenger' | 'gateway' | 'system', Contract>>;

/** Who plays the roles here. */
export const scrollRoles = { sequencer: accounts[4], prover: accounts[5], securityCouncil: accounts[6] } as const;

/** A user may force a batch when nothing was finalized, or a message was not included, for 7 days. */
export const enforcedBatch = { maxDelayEnterEnforcedMode: 604_800, maxDelayMessageQueue: 604_800 };

/** Roles of ScrollOwner on Ethereum. */
const roles = {
  emergency: keccak256(toHex('EMERGENCY_MULTISIG_NO_DELAY_ROLE')),
  council: keccak256(toHex('SECURITY_COUNCIL_NO_DELAY_ROLE')),
};
const l2ChainId = 534_352n;
/** Stand for contracts on the L2, the fee vault and the rollup's verifier of batches, which none of the tests call. */
const elsewhere = accounts[8];

/** An artifact of @scroll-tech/contracts 4.0.0. */
const scrollArtifact = loadFixture('scroll.json.gz');

/** Deploys them; `proposer` may schedule on the timelock. */
export async function deployScroll(node: Anvil, proposer: Address): Promise<Scroll> {
  const make = (name: string, ...args: unknown[]): Promise<Contract> => deploy(node, scrollArtifact(name), args);
  const proxyAdmin = await deploy(node, openZeppelin4('ProxyAdmin'));
  const owner = await make('ScrollOwner');
  const verifier = await make('MultipleVersionRollupVerifier', [7n], [owner.address]);
  const empty = (): Promise<Contract> => deployTransparent4(proxyAdmin, owner);
  const proxies = {
    chain: await empty(),
    queueV1: await empty(),
    queue: await empty(),
    messenger: await empty(),
    gateway: await empty(),
    system: await empty(),
  };
  const contracts = await initialize(proxies, { owner, verifier, proxyAdmin });
  const timelock = await deployTimelock4(node, 604_800n, { proposers: [proposer] });
  await handOver({ ...contracts, owner, verifier, timelock, proxyAdmin });
  return { ...contracts, owner, verifier, timelock, proxyAdmin };
}

/**
 * Gives the proxies their code and initializes them in a second transaction: by `upgradeAndCall` the ProxyAdmin would be
 * the sender and own them, and could never call them through a transparent proxy.
 */
async function initialize(
  proxies: Proxies,
  { owner, verifier, proxyAdmin }: Pick<Scroll, 'owner' | 'verifier' | 'proxyAdmin'>,
): Promise<Omit<Scroll, 'owner' | 'verifier' | 'timelock' | 'proxyAdmin'>> {
  const { node } = owner;
  const [chain, queueV1, queue] = [proxies.chain.address, proxies.queueV1.address, proxies.queue.address];
  const [messenger, gateway, system] = [proxies.messenger.address, proxies.gateway.address, proxies.system.address];
  const code = async (proxy: Contract, name: string, ...args: unknown[]): Promise<Contract> =>
    upgrade4(proxyAdmin, proxy, await deploy(node, scrollArtifact(name), args));
  const made = {
    systemConfig: await code(proxies.system, 'SystemConfig'),
    messageQueueV1: await code(proxies.queueV1, 'L1MessageQueueV1', messenger, chain, gateway),
    messageQueue: await code(proxies.queue, 'L1MessageQueueV2', messenger, chain, gateway, queueV1, system),
    chain: await code(proxies.chain, 'ScrollChain', l2ChainId, queueV1, queue, verifier.address, system),
    messenger: await code(proxies.messenger, 'L1ScrollMessenger', elsewhere, chain, queueV1, queue, gateway),
    enforcedTxGateway: await code(proxies.gateway, 'EnforcedTxGateway', queue, elsewhere),
  };
  const fees = { maxGasLimit: 1_000_000n, baseFeeOverhead: 1n, baseFeeScalar: 1n };
  await send(made.systemConfig, 'initialize', owner.address, elsewhere, fees, enforcedBatch);
  await send(made.messageQueue, 'initialize');
  await send(made.chain, 'initialize', queueV1, verifier.address, 100n);
  await send(made.messenger, 'initialize', elsewhere, elsewhere, chain, queueV1);
  await send(made.enforcedTxGateway, 'initialize');
  return made;
}

async function handOver(scroll: Scroll): Promise<void> {
  const { chain, owner, timelock, proxyAdmin } = scroll;
  await send(chain, 'addSequencer', scrollRoles.sequencer);
  await send(chain, 'addProver', scrollRoles.prover);
  const urgent = ['function removeSequencer(address)', 'function setPause(bool)'].map((text) =>
    toFunctionSelector(text),
  );
  await send(owner, 'updateAccess', chain.address, urgent, roles.emergency, true);
  await send(owner, 'grantRole', roles.council, scrollRoles.securityCouncil);
  await send(owner, 'grantRole', zeroHash, timelock.address);
  await send(owner, 'revokeRole', zeroHash, accounts[0]);
  for (const owned of [
    chain,
    scroll.messageQueue,
    scroll.messenger,
    scroll.enforcedTxGateway,
    scroll.verifier,
    proxyAdmin,
  ]) {
    await send(owned, 'transferOwnership', owner.address);
  }
}
