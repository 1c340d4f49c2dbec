import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, getAddress, pad, toHex } from 'viem';
import { alias } from '../../src/authority/alias.ts';
import { startAnvil, type Anvil } from '../devnet/anvil.ts';
import { deploy, type Contract } from '../devnet/contract.ts';
import { fixture } from '../devnet/artifacts.ts';
import { deployOpStack, type OpSettings, type OpStack } from '../devnet/op-stack.ts';
import { deployTimelock, deployTransparent } from '../devnet/openzeppelin.ts';
import { emptyFolder } from './built-program.ts';

/** A whole OP Stack chain on a node that says it is Ethereum, with its own node, and a registry that has it. */
export type ChangingChain = {
  readonly op: OpStack;
  /** Owns the code of an escrow beside the bridge: one key can change it, after forty days. */
  readonly timelock: Contract;
  /** The working directory, with `registry/`. */
  readonly directory: string;
  /** Arguments that make the program read the nodes. */
  readonly live: readonly string[];
  /** Writes the registry entry; `change` is applied to its text. */
  writeEntry(change?: (text: string) => string): void;
  stop(): Promise<void>;
};

/** On this day no claim of the entry has expired, and no block is in the future. */
export const today = { SOURCE_DATE_EPOCH: '1748736000' } as const;

const chainId = 10;
const day = 86_400;
const predeployedAdmin: Address = '0x4200000000000000000000000000000000000018';

/** When the first block was, in Unix seconds; now, if it does not matter. */
type Start = { readonly start?: number };

/** Starts both nodes and deploys everything. */
export async function startChangingChain(settings: OpSettings & Start = {}): Promise<ChangingChain> {
  const { start, ...others } = settings;
  const args = start === undefined ? [] : ['--timestamp', String(start)];
  const [node, l2] = await Promise.all([startAnvil({ chainId: 1, args }), startAnvil({ chainId, args })]);
  const op = await deployOpStack(node, { l2ChainId: BigInt(chainId), ...others });
  const timelock = await deployTimelock(node, { minDelaySeconds: 40 * day, proposers: [stranger('one key')] });
  const { proxy: escrow } = await deployTransparent(node, timelock.address);
  await predeploy(l2, alias(op.owner.address));
  const directory = emptyFolder();
  mkdirSync(join(directory, 'registry/chains'), { recursive: true });
  const text = entryText(op, escrow.address);
  const writeEntry = (change = (same: string) => same): void => {
    writeFileSync(join(directory, 'registry/chains/changing.yaml'), change(text));
  };
  writeEntry();
  const live = ['--rpc-url', node.url, '--rpc-url', `${chainId}=${l2.url}`, '--block', 'latest'];
  return {
    op,
    timelock,
    directory,
    live,
    writeEntry,
    stop: async () => void (await Promise.all([node.stop(), l2.stop()])),
  };
}

/** The ProxyAdmin of the chain's own system contracts, as far as an audit looks at it: it has an owner. */
async function predeploy(l2: Anvil, owner: Address): Promise<void> {
  const { address } = await deploy(l2, fixture('OwnedBox'), [owner]);
  const code = await l2.client.getCode({ address });
  await l2.client.setCode({ address: predeployedAdmin, bytecode: code ?? '0x' });
  await l2.client.setStorageAt({ address: predeployedAdmin, index: 0, value: pad(owner) });
  await l2.client.mine({ blocks: 1 });
}

function entryText({ systemConfig, council }: OpStack, escrow: Address): string {
  const cited = ['source: a test', 'date: 2025-05-20', 'expires: 2027-05-20'];
  const claim = (name: string, value: string | number | boolean) =>
    [`  ${name}:`, ...[`value: ${value}`, ...cited].map((line) => `    ${line}`)].join('\n');
  return `id: changing
name: Changing Chain
chainId: ${chainId}
stack: op-stack
contracts:
  SystemConfig: '${systemConfig.address}'
escrows:
  - '${escrow}'
councils:
  - name: Changing Council
    address: '${council.address}'
    outside:
      value: half
${cited.map((line) => `      ${line}`).join('\n')}
claims:
${claim('data.location', 'ethereum')}
${claim('data.content', 'transactions')}
${claim('node.source', true)}
${claim('sequencing.window.blocks', 3600)}
`;
}

/** An address that nobody has used. */
export function stranger(name: string): Address {
  return getAddress(pad(toHex(name), { size: 20 }));
}
