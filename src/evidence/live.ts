import type { Hex } from 'viem';
import type { ReadRequest, ReadResult, TransactionInput } from '../model/evidence.ts';
import { FullfaithError } from '../model/error.ts';
import { map, unknown, known, type Observation } from '../model/observation.ts';
import { captureProofs, fetchHeader } from './capture-proofs.ts';
import { summarise } from './code.ts';
import { createJsonRpc, defaultRpcLimits, type JsonRpc, type RpcLimits } from './json-rpc.ts';
import { createCaller, type Caller } from './live-call.ts';
import { readLogs, type LogLimits } from './live-logs.ts';
import { memoise, type AnyResult } from './memo.ts';
import { pinBlock, reasonOf, type BlockChoice, type Pin } from './pin.ts';
import { evidenceId, type EvidenceReader } from './reader.ts';
import type { ChainProofs, ChainRecording } from './recording.ts';
import { targetOf } from './rpc-target.ts';
import { asAddress, asBytes, asObject, asQuantity, asSafeQuantity, asWord, quoted } from './rpc-value.ts';

/** What a live reader may use. */
export type LiveLimits = RpcLimits & {
  /** How many `eth_getLogs` one read of logs may take. */
  readonly logRequests: number;
  /** The longest return data of a call that is taken, in bytes. */
  readonly returnedBytes: number;
  /** Whether many calls may travel as one `eth_call`. */
  readonly groupCalls: boolean;
};

export const defaultLiveLimits: LiveLimits = {
  ...defaultRpcLimits,
  logRequests: 4000,
  returnedBytes: 1024 * 1024,
  groupCalls: true,
};

/** How to reach a node. */
export type LiveOptions = {
  /** http or https; user and password in it are sent as basic authentication. */
  readonly url: string;
  /** The chain it has to be of. */
  readonly chainId?: number;
  readonly block?: BlockChoice;
  readonly fetch?: typeof globalThis.fetch;
  readonly limits?: Partial<LiveLimits>;
};

/** A reader of one node at one block. */
export type LiveReader = EvidenceReader & {
  /** Host and port of the node. */
  readonly host: string;
  /** Whether the pinned block still is the chain's. Ask when all reads are done. */
  verifyPin(): Promise<Observation<true>>;
  /** The RLP of the pinned block's header, which has the block's hash. */
  fetchHeader(): Promise<Observation<Hex>>;
  /** Fetches proofs of the slots and codes among these reads; see `captureProofs`. */
  proveReads(reads: ChainRecording['reads']): Promise<Observation<ChainProofs>>;
};

type Node = { readonly rpc: JsonRpc; readonly pin: Pin; readonly call: Caller; readonly logs: LogLimits };

/**
 * Connects to a node and pins one block. Throws a FullfaithError when the node cannot be used at all: of kind `input` for
 * a bad URL, of kind `evidence` otherwise. Reads never throw.
 */
export async function openLiveReader(options: LiveOptions): Promise<LiveReader> {
  const limits: LiveLimits = { ...defaultLiveLimits, ...options.limits };
  const { host, target } = targetOf(options.url, { fetch: options.fetch, limits });
  const rpc = createJsonRpc(target);
  const chainId = await fetchChainId(rpc, host, options.chainId);
  const pin = await pinBlock(rpc, options.block);
  const call = createCaller({ rpc, pin, maxBytes: limits.returnedBytes, grouped: limits.groupCalls });
  const node: Node = { rpc, pin, call, logs: { maxBlocks: undefined, maxRequests: limits.logRequests } };
  return memoise({
    host,
    chainId,
    block: pin.block,
    grade: 'read',
    source: `a node at ${host}`,
    blockTrust: 'provider',
    verifyPin: () => pin.confirm(),
    fetchHeader: () => fetchHeader(rpc, pin.block.hash),
    proveReads: (reads) => captureProofs(rpc, pin, { block: pin.block, reads }),
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = await readPinned(node, request);
      return { ...answer, evidence: [evidenceId(chainId, request)] } as Observation<ReadResult[K]>;
    },
  });
}

async function fetchChainId(rpc: JsonRpc, host: string, expected: number | undefined): Promise<number> {
  const answer = await rpc.ask('eth_chainId', []);
  const chainId = answer.kind === 'result' ? asSafeQuantity(answer.value) : undefined;
  if (chainId === undefined) {
    const why =
      answer.kind === 'result' ? `not a chain id: ${quoted(String(JSON.stringify(answer.value)))}` : reasonOf(answer);
    throw new FullfaithError(
      'evidence',
      `No usable answer from ${host}: ${why}.`,
      'Check the RPC URL and that the node is running.',
    );
  }
  if (expected !== undefined && chainId !== BigInt(expected)) {
    const help = 'Give the URL of a node of the right chain.';
    throw new FullfaithError('evidence', `The node at ${host} is of chain ${chainId}, not of chain ${expected}.`, help);
  }
  return Number(chainId);
}

/** Logs and transactions are asked by number or hash, so for them the block is always checked afterwards. */
async function readPinned(node: Node, request: ReadRequest): Promise<Observation<AnyResult>> {
  const answer = await readOnce(node, request);
  const isBound = node.pin.byHash && request.kind !== 'logs' && request.kind !== 'transaction';
  if (isBound || answer.status === 'unknown') return answer;
  const standing = await node.pin.confirm();
  return standing.status === 'known' ? answer : standing;
}

async function readOnce({ rpc, pin, call, logs }: Node, request: ReadRequest): Promise<Observation<AnyResult>> {
  switch (request.kind) {
    case 'call':
      return call(request);
    case 'slot':
      return readAs(rpc, ['eth_getStorageAt', [request.address, request.slot, pin.parameter]], asWord);
    case 'code':
      return map(await readAs(rpc, ['eth_getCode', [request.address, pin.parameter]], asBytes), summarise);
    case 'logs':
      return readLogs(rpc, pin, { request, limits: logs });
    case 'transaction':
      return readTransaction(rpc, pin, request);
  }
}

async function readAs<T>(
  rpc: JsonRpc,
  [method, params]: readonly [method: string, params: readonly unknown[]],
  parse: (value: unknown) => T | undefined,
): Promise<Observation<T>> {
  const answer = await rpc.ask(method, params);
  if (answer.kind !== 'result') return unknown(reasonOf(answer));
  const value = parse(answer.value);
  return value === undefined ? unknown(`the node's answer to ${method} is malformed`) : known(value);
}

async function readTransaction(
  rpc: JsonRpc,
  pin: Pin,
  { hash }: Extract<ReadRequest, { kind: 'transaction' }>,
): Promise<Observation<TransactionInput>> {
  const raw = await readAs(rpc, ['eth_getTransactionByHash', [hash]], (value) =>
    value === null ? {} : asObject(value),
  );
  if (raw.status === 'unknown') return raw;
  const { blockNumber, hash: itsHash, from, to, input } = raw.value;
  if (itsHash === undefined) return unknown('the node does not know the transaction');
  const mined = asQuantity(blockNumber);
  if (mined === undefined || mined > pin.block.number)
    return unknown('the transaction is not in the chain at the pinned block');
  const [sender, receiver, data] = [asAddress(from), to === null ? null : asAddress(to), asBytes(input)];
  const isOurs = asWord(itsHash) === hash.toLowerCase();
  if (!isOurs || sender === undefined || receiver === undefined || data === undefined) {
    return unknown("the node's answer to eth_getTransactionByHash is malformed");
  }
  return known({ from: sender, to: receiver, input: data });
}
