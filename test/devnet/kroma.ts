import {
  type Address,
  concat,
  getContractAddress,
  type Hex,
  keccak256,
  parseEther,
  toFunctionSelector,
  toHex,
  zeroHash,
} from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { type Artifact, loadFixture } from './artifacts.ts';
import { as, at, type Contract, deploy, encode, read, send } from './contract.ts';
import { resourceConfig } from './op-bridge.ts';

/** Kroma's contracts on Ethereum, those that can be replaced each behind a proxy, and who governs them. */
export type Kroma = Readonly<
  Record<
    | 'portal'
    | 'systemConfig'
    | 'oracle'
    | 'colosseum'
    | 'pool'
    | 'council'
    | 'verifier'
    | 'trie'
    | 'messenger'
    | 'bridge'
    | 'nftBridge'
    | 'token'
    | 'governor'
    | 'timelock'
    | 'proxyAdmin',
    Contract
  >
>;

const packaged = loadFixture('kroma.json.gz');

/**
 * A stand-in for ZKVerifier.sol, which is GPL and no part of the fixture: code that only names the function, and refuses no proof.
 */
const verifierStandIn: Artifact = {
  abi: [],
  bytecode: concat([
    '0x6006600c60003960066000f3',
    '0x63',
    toFunctionSelector('function verify(uint256[], uint256[], bytes32) view returns (bool)'),
    '0x00',
  ]),
};

/** An artifact of @kroma/contracts 1.0.0, or a stand-in for one. */
function kromaArtifact(name: string): Artifact {
  return name === 'ZKVerifier' ? verifierStandIn : packaged(name);
}

/** Seconds and blocks as on its test network, but for the bond (wei), which is smaller, and the turns, which are fewer. */
export const kromaSettings = {
  submissionInterval: 1800,
  blockTime: 2,
  finalization: 604_800,
  creation: 518_400,
  bisection: 3600,
  proving: 28_800,
  segments: [61, 31],
  bond: parseEther('1'),
  round: 1800,
  delay: 259_200,
} as const;

/** Who does what on a deployment. */
export type KromaPeople = Readonly<Record<'guardian' | 'trusted' | 'operator', Address>> & {
  readonly members: readonly Address[];
  readonly threshold: number;
  /** Seconds until the timelock executes. */
  readonly delay?: number;
  /** In place of the proxies of single contracts: another address that is named. */
  readonly named?: Partial<Readonly<Record<keyof Kroma, Address>>>;
  /** Other periods than those of the settings. */
  readonly settings?: Partial<Readonly<Record<'finalization' | 'creation' | 'bisection' | 'round', number>>>;
};

const proxied = {
  portal: 'KromaPortal',
  systemConfig: 'SystemConfig',
  oracle: 'L2OutputOracle',
  colosseum: 'Colosseum',
  pool: 'ValidatorPool',
  council: 'SecurityCouncil',
  verifier: 'ZKVerifier',
  messenger: 'L1CrossDomainMessenger',
  bridge: 'L1StandardBridge',
  nftBridge: 'L1ERC721Bridge',
  token: 'SecurityCouncilToken',
  governor: 'UpgradeGovernor',
  timelock: 'TimeLock',
} as const;
type Role = keyof typeof proxied;

/** Deploys it. The members of the council hold its tokens, and vote on what the timelock does, which owns the ProxyAdmin. */
export async function deployKroma(node: Anvil, people: KromaPeople): Promise<Kroma> {
  const [deployer] = accounts;
  const proxyAdmin = await deploy(node, kromaArtifact('ProxyAdmin'), [deployer]);
  const trie = await deploy(node, kromaArtifact('ZKMerkleTrie'), [poseidon]);
  const proxies = {} as Record<Role, Contract>;
  for (const role of Object.keys(proxied) as Role[]) {
    const { address } = await deploy(node, kromaArtifact('Proxy'), [proxyAdmin.address]);
    proxies[role] = at(node, address, kromaArtifact(proxied[role]));
  }
  const named = (role: Role | 'trie') => people.named?.[role] ?? (role === 'trie' ? trie : proxies[role]).address;
  const args = await constructorArgs(people, named, node);
  for (const role of Object.keys(proxied) as Role[]) {
    const code = await deploy(node, kromaArtifact(proxied[role]), args[role]);
    const setup = initializers(people, proxies, args)[role];
    const [target, to] = [proxies[role].address, code.address];
    if (setup === undefined) await send(proxyAdmin, 'upgrade', target, to);
    else await send(proxyAdmin, 'upgradeAndCall', target, to, setup);
  }
  await handOver({ ...proxies, proxyAdmin }, people.members);
  return { ...proxies, trie, proxyAdmin };
}

/** The hash that the trie uses is a contract of its own, which is not in the package; nothing here proves a withdrawal. */
const poseidon: Address = getContractAddress({ from: accounts[9], nonce: 0n });
const others: Address = '0x4200000000000000000000000000000000000009';

async function constructorArgs(
  people: KromaPeople,
  named: (role: Role | 'trie') => Address,
  node: Anvil,
): Promise<Readonly<Record<Role, readonly unknown[]>>> {
  const { submissionInterval, blockTime, proving, segments, bond, ...defaults } = kromaSettings;
  const { finalization, creation, bisection, round } = { ...defaults, ...people.settings };
  const { timestamp } = await node.client.getBlock();
  // Two outputs of the past are due.
  const start = timestamp - BigInt(submissionInterval * blockTime * 2);
  return {
    portal: [named('oracle'), named('pool'), people.guardian, false, named('systemConfig'), named('trie')],
    systemConfig: systemConfigOf(people.operator),
    oracle: [named('pool'), named('colosseum'), submissionInterval, blockTime, 0n, start, finalization],
    colosseum: [
      named('oracle'),
      named('verifier'),
      submissionInterval,
      creation,
      bisection,
      proving,
      zeroHash,
      25n,
      segments,
      named('council'),
      named('trie'),
    ],
    pool: [named('oracle'), named('portal'), named('council'), people.trusted, bond, 10n, round],
    council: [named('colosseum'), named('timelock')],
    verifier: [],
    messenger: [named('portal')],
    bridge: [named('messenger')],
    nftBridge: [named('messenger'), others],
    token: [],
    governor: [],
    timelock: [],
  };
}

function systemConfigOf(operator: Address): readonly unknown[] {
  return [operator, 2100n, 1_000_000n, keccak256(toHex('batcher')), 30_000_000n, operator, resourceConfig, 0n];
}

function initializers(
  { members, threshold, delay = kromaSettings.delay }: KromaPeople,
  proxies: Record<Role, Contract>,
  args: Readonly<Record<Role, readonly unknown[]>>,
): Partial<Record<Role, Hex>> {
  const [deployer] = accounts;
  const { token, timelock, governor, council, colosseum, oracle, portal, pool, systemConfig, messenger } = proxies;
  return {
    portal: encode(portal, 'initialize', false),
    systemConfig: encode(systemConfig, 'initialize', ...args.systemConfig),
    oracle: encode(oracle, 'initialize', ...args.oracle.slice(4, 6)),
    colosseum: encode(colosseum, 'initialize', kromaSettings.segments),
    pool: encode(pool, 'initialize'),
    messenger: encode(messenger, 'initialize'),
    council: encode(council, 'initialize', true, members, threshold),
    token: encode(token, 'initialize', deployer),
    // In blocks: a delay of one, ten for votes; a quorum of 70 %.
    governor: encode(governor, 'initialize', token.address, timelock.address, 1n, 10n, 1n, 70n),
    timelock: encode(timelock, 'initialize', delay, [governor.address], [governor.address], timelock.address),
  };
}

async function handOver(
  { token, timelock, proxyAdmin }: Pick<Kroma, 'token' | 'timelock' | 'proxyAdmin'>,
  members: readonly Address[],
): Promise<void> {
  for (const member of members) {
    await send(token, 'safeMint', member, '');
    await send(as(token, member), 'delegate', member);
  }
  await send(token, 'transferOwnership', timelock.address);
  await send(proxyAdmin, 'transferOwnership', timelock.address);
}

/** Submits the next output, a root of nothing. */
export async function submitOutput({ oracle }: Kroma, from: Address, root: Hex = keccak256('0x01')): Promise<void> {
  await send(as(oracle, from), 'submitL2Output', root, await read(oracle, 'nextBlockNumber'), zeroHash, 0n);
}
