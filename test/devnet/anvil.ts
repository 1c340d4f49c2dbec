import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createTestClient, defineChain, http, parseEther, publicActions, TransactionReceiptNotFoundError } from 'viem';
import { walletActions, type Address, type Hex, type TransactionReceipt } from 'viem';

/** How to start a node. `genesis` is a geth genesis file, parsed; `args` goes to anvil unchanged. */
export type AnvilOptions = {
  readonly chainId?: number;
  readonly genesis?: object;
  /** Keep only the newest state: for tests that mine many blocks. Reads at older blocks then fail. */
  readonly pruneHistory?: boolean;
  readonly args?: readonly string[];
};

/** A running node. `stop` ends it and wipes what it wrote; so does the end of this process. */
export type Anvil = {
  readonly url: string;
  readonly chainId: number;
  readonly client: ReturnType<typeof connect>;
  stop(): Promise<void>;
};

/** anvil's ten unlocked accounts, 10,000 ether each (mnemonic "test test … junk"): it signs for them. */
export const accounts = [
  '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65',
  '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc',
  '0x976EA74026E726554dB657fA54763abd0C3a0aa9',
  '0x14dC79964da2C08b23698B3D3cc7Ca32193d9955',
  '0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f',
  '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720',
] as const satisfies readonly Address[];

const startTimeoutMs = 30_000;
const receiptTimeoutMs = 20_000;
const receiptPauseMs = 2;

/** Starts anvil on a free loopback port, chain id 31337 unless told otherwise. Throws what anvil said if it does not start. */
export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  const chainId = options.chainId ?? 31_337;
  // anvil spills one state a block to $HOME/.foundry beyond some hundred blocks and never deletes it.
  const home = mkdtempSync(join(tmpdir(), 'fullfaith-anvil-'));
  const child = spawn(binary(), flags(chainId, options, home), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: home, NO_COLOR: '1' },
  });
  const kill = (): void => {
    child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  };
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    child.kill('SIGKILL');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const url = await listening(child);
    return { url, chainId, client: connect(chainId, url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lets anvil send transactions from this address, contract or not, and gives it 100 ether for gas if it has less than 10. */
export async function impersonate({ client }: Anvil, address: Address): Promise<void> {
  await client.impersonateAccount({ address });
  if ((await client.getBalance({ address })) < parseEther('10')) {
    await client.setBalance({ address, value: parseEther('100') });
  }
}

/** Mines one block that many seconds later. */
export async function warp({ client }: Anvil, seconds: number): Promise<void> {
  await client.increaseTime({ seconds });
  await client.mine({ blocks: 1 });
}

/** Mines that many blocks. Keep it below a few hundred: the cost grows faster than the number. */
export async function mine({ client }: Anvil, blocks = 1): Promise<void> {
  await client.mine({ blocks });
}

/**
 * Waits for a transaction's receipt. Not viem's wait: where the receipt is late, that waits for another block, and a node
 * that mines a block a transaction has none to come.
 */
export async function receiptOf({ client }: Anvil, hash: Hex): Promise<TransactionReceipt> {
  for (const end = Date.now() + receiptTimeoutMs; ;) {
    try {
      return await client.getTransactionReceipt({ hash });
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError) || Date.now() > end) throw error;
      await setTimeout(receiptPauseMs);
    }
  }
}

/** Remembers the state of the node; the answer puts it back, once. */
export async function snapshot({ client }: Anvil): Promise<() => Promise<void>> {
  const id = await client.snapshot();
  return () => client.revert({ id });
}

function connect(id: number, url: string) {
  const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 };
  const chain = defineChain({ id, name: `anvil ${id}`, nativeCurrency, rpcUrls: { default: { http: [url] } } });
  // No retries: viem repeats a POST that times out, and a slow anvil_mine would then run several times.
  const transport = http(url, { timeout: 120_000, retryCount: 0 });
  return createTestClient({ chain, mode: 'anvil', transport, cacheTime: 0, pollingInterval: 5 })
    .extend(publicActions)
    .extend(walletActions);
}

/** The binary itself: the npm wrapper does not forward signals and leaves anvil running. */
function binary(): string {
  const machine = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const manifest = createRequire(import.meta.url).resolve(
    `@foundry-rs/anvil-${process.platform}-${machine}/package.json`,
  );
  return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
}

function flags(chainId: number, options: AnvilOptions, home: string): string[] {
  const given = ['--host', '127.0.0.1', '--port', '0', '--chain-id', String(chainId)];
  if (options.genesis !== undefined) {
    const path = join(home, 'genesis.json');
    writeFileSync(path, JSON.stringify(options.genesis));
    given.push('--init', path);
  }
  if (options.pruneHistory === true) given.push('--prune-history');
  return [...given, ...(options.args ?? [])];
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string): void => reject(new Error(`anvil ${why}\n${said}`));
    const late = (): void => fail(`did not start within ${startTimeoutMs} ms`);
    const timer = globalThis.setTimeout(late, startTimeoutMs);
    const hear = (data: Buffer): void => {
      said += data.toString();
      const address = /Listening on (127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      said = '';
      child.stdout?.removeListener('data', hear).resume();
      resolve(`http://${address}`);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}
