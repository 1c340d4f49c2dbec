import type { JsonRpcProvider } from 'ethers';
import type { Hex } from 'viem';
import { FullfaithError } from '../model/error.ts';
import type { CallResult, Log, PinnedBlock, ReadRequest, ReadResult, TransactionInput } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import { summarise } from './code.ts';
import { fetchBounded } from './http-post.ts';
import { memoise, type AnyResult } from './memo.ts';
import { evidenceId, type EvidenceReader } from './reader.ts';
import type { RpcTarget } from './json-rpc.ts';
import { asAddress, asBytes, asWord, quoted } from './rpc-value.ts';

/** What the second client is to read from. */
export type SecondClientOptions = RpcTarget & {
  readonly chainId: number;
  readonly block: PinnedBlock;
  readonly source: string;
};

/**
 * A reader on ethers that shares nothing with the live reader but limits on time and size: a mistake in how one of them
 * asks or understands shows as a disagreement. It splits nothing, so it often does not know logs. Throws a FullfaithError
 * if the node's block is not the pinned one.
 */
export async function openSecondClient(options: SecondClientOptions): Promise<EvidenceReader> {
  const { chainId, block, source } = options;
  const provider = await connect(options);
  const seen = await attempt(async () => (await provider.getBlock(Number(block.number)))?.hash ?? null);
  if (seen.status === 'unknown' || seen.value !== block.hash) {
    const why = seen.status === 'unknown' ? seen.reason : `has the hash ${String(seen.value)}`;
    throw new FullfaithError('evidence', `Block ${block.number}, asked of ${source} by the second client: ${why}.`);
  }
  return memoise({
    chainId,
    block,
    grade: 'read',
    source,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = await readOnce(provider, block, request);
      return { ...answer, evidence: [evidenceId(chainId, request)] } as Observation<ReadResult[K]>;
    },
  });
}

async function connect({ url, headers, fetch, limits, chainId }: SecondClientOptions): Promise<JsonRpcProvider> {
  const { FetchRequest, JsonRpcProvider, Network } = await import('ethers');
  const request = new FetchRequest(url);
  for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
  request.setThrottleParams({ maxAttempts: 4, slotInterval: limits.backoffMs });
  request.getUrlFunc = async ({ body, headers: all }) => {
    const init = { method: 'POST', headers: all, body: body ?? null };
    const { status, text } = await fetchBounded(url, init, { fetch, ...limits });
    return { statusCode: status, statusMessage: '', headers: {}, body: new TextEncoder().encode(text) };
  };
  const network = Network.from(chainId);
  return new JsonRpcProvider(request, network, { staticNetwork: network, batchMaxCount: 20, cacheTimeout: -1 });
}

async function readOnce(
  provider: JsonRpcProvider,
  { number }: PinnedBlock,
  request: ReadRequest,
): Promise<Observation<AnyResult>> {
  const blockTag = Number(number);
  switch (request.kind) {
    case 'call':
      return callOnce(() => provider.call({ to: request.to, data: request.data, blockTag }));
    case 'slot':
      return attempt(async () => asWord(await provider.getStorage(request.address, request.slot, blockTag)));
    case 'code':
      return attempt(async () => summarise((await provider.getCode(request.address, blockTag)) as Hex));
    case 'logs':
      return attempt(() => logsOf(provider, { ...request, toBlock: blockTag }));
    case 'transaction':
      return attempt(() => transactionOf(provider, { ...request, blockTag }));
  }
}

/** What ethers throws becomes the reason, `undefined` an answer of the wrong shape. */
async function attempt<T>(read: () => Promise<T | undefined>): Promise<Observation<T>> {
  try {
    const value = await read();
    return value === undefined ? unknown('malformed for the second client') : known(value);
  } catch (error) {
    return unknown(`the second client failed: ${messageOf(error)}`);
  }
}

async function callOnce(call: () => Promise<string>): Promise<Observation<CallResult>> {
  try {
    const returned = asBytes(await call());
    return returned === undefined ? unknown('malformed for the second client') : known({ returned });
  } catch (error) {
    const data =
      error instanceof Error && 'code' in error && error.code === 'CALL_EXCEPTION' && 'data' in error && error.data;
    const reverted = asBytes(data);
    return reverted === undefined ? unknown(`the second client failed: ${messageOf(error)}`) : known({ reverted });
  }
}

async function logsOf(
  provider: JsonRpcProvider,
  { address, topics, toBlock }: Extract<ReadRequest, { kind: 'logs' }> & { readonly toBlock: number },
): Promise<readonly Log[]> {
  const logs = await provider.getLogs({ address, topics: [...topics], fromBlock: 0, toBlock });
  return logs.map((log) => ({
    topics: log.topics.map((topic) => topic as Hex),
    data: log.data as Hex,
    block: BigInt(log.blockNumber),
    index: log.index,
    transaction: log.transactionHash as Hex,
  }));
}

async function transactionOf(
  provider: JsonRpcProvider,
  { hash, blockTag }: Extract<ReadRequest, { kind: 'transaction' }> & { readonly blockTag: number },
): Promise<TransactionInput | undefined> {
  const transaction = await provider.getTransaction(hash);
  if (transaction?.blockNumber == null || transaction.blockNumber > blockTag) throw new Error('not in the chain');
  const [from, input] = [asAddress(transaction.from), asBytes(transaction.data)];
  const to = transaction.to === null ? null : asAddress(transaction.to);
  return from === undefined || input === undefined || to === undefined ? undefined : { from, to, input };
}

function messageOf(error: unknown): string {
  const short = error instanceof Error && 'shortMessage' in error ? String(error.shortMessage) : String(error);
  return quoted(short);
}
