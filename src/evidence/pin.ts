import type { Hex } from 'viem';
import { FullfaithError } from '../model/error.ts';
import type { PinnedBlock } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import type { JsonRpc } from './json-rpc.ts';
import type { RpcAnswer } from './rpc-answers.ts';
import { describe } from './rpc-error.ts';
import { asBytes, asObject, asSafeQuantity, asWord, quantity } from './rpc-value.ts';

/** Which block to read at: a number, a hash, or a tag. Without one: the last finalised block, or the latest where there is none. */
export type BlockChoice = bigint | Hex | 'latest' | 'safe' | 'finalized';

/** One block, and how to name it in requests so that nothing else can answer. */
export type Pin = {
  readonly block: PinnedBlock;
  /** The block parameter of state reads: EIP-1898 with `requireCanonical` where the node honours it, else the number. */
  readonly parameter: unknown;
  readonly byHash: boolean;
  /** Whether the block still is the chain's, asked after this call began. Calls at the same time share one request. */
  confirm(): Promise<Observation<true>>;
};

/** Chooses the block and finds out how the node lets it be named. Throws a FullfaithError of kind `evidence`. */
export async function pinBlock(rpc: JsonRpc, choice: BlockChoice | undefined): Promise<Pin> {
  const block = await chooseBlock(rpc, choice);
  const byHash = await honoursHashes(rpc, block);
  const parameter = byHash ? atHash(block.hash) : quantity(block.number);
  await requireState(rpc, parameter, block);
  return { block, parameter, byHash, confirm: confirmer(rpc, block) };
}

async function chooseBlock(rpc: JsonRpc, choice: BlockChoice | undefined): Promise<PinnedBlock> {
  if (choice !== undefined) return fetchBlock(rpc, choice);
  const finalized = asBlock(resultOf(await rpc.ask('eth_getBlockByNumber', ['finalized', false])));
  // A chain that has finalised nothing yet gives its genesis.
  return finalized === undefined || finalized.number === 0n ? fetchBlock(rpc, 'latest') : finalized;
}

async function fetchBlock(rpc: JsonRpc, choice: BlockChoice): Promise<PinnedBlock> {
  const isHash = typeof choice === 'string' && choice.startsWith('0x');
  const name = typeof choice === 'bigint' ? quantity(choice) : choice;
  const answer = await rpc.ask(isHash ? 'eth_getBlockByHash' : 'eth_getBlockByNumber', [name, false]);
  const label = isHash ? choice : `block ${choice}`;
  if (answer.kind !== 'result') throw failure(`could not get ${label}: ${reasonOf(answer)}`);
  if (answer.value === null) throw failure(`the node does not know ${label}`);
  const block = asBlock(answer.value);
  if (block === undefined) throw failure(`the node's answer for ${label} is not a block`);
  const isOther = isHash ? block.hash !== choice.toLowerCase() : typeof choice === 'bigint' && block.number !== choice;
  if (isOther) throw failure(`asked for ${label}, the node answered with block ${block.number} (${block.hash})`);
  return block;
}

/** Whether state can be asked by hash: the pinned hash is answered, and one that cannot exist is refused, not ignored. */
async function honoursHashes(rpc: JsonRpc, block: PinnedBlock): Promise<boolean> {
  const [ours, nobodys] = await Promise.all([
    rpc.ask('eth_getCode', [probe, atHash(block.hash)]),
    rpc.ask('eth_getCode', [probe, atHash(`0x${'f'.repeat(64)}`)], { retry: false }),
  ]);
  return asBytes(resultOf(ours)) !== undefined && nobodys.kind === 'error';
}

async function requireState(rpc: JsonRpc, parameter: unknown, { number }: PinnedBlock): Promise<void> {
  const answer = await rpc.ask('eth_getCode', [probe, parameter]);
  if (answer.kind !== 'result') throw failure(`the node has no state for block ${number}: ${reasonOf(answer)}`);
  if (asBytes(answer.value) === undefined)
    throw failure(`the node's answer to eth_getCode at block ${number} is not code`);
}

const probe = '0x0000000000000000000000000000000000000001';

/** EIP-1898. */
function atHash(blockHash: Hex): unknown {
  return { blockHash, requireCanonical: true };
}

function confirmer(rpc: JsonRpc, block: PinnedBlock): () => Promise<Observation<true>> {
  let next: Promise<Observation<true>> | undefined;
  return () => {
    next ??= Promise.resolve().then(async () => {
      next = undefined;
      return compare(block, await rpc.ask('eth_getBlockByNumber', [quantity(block.number), false]));
    });
    return next;
  };
}

function compare(block: PinnedBlock, answer: RpcAnswer): Observation<true> {
  if (answer.kind !== 'result')
    return unknown(`could not check that block ${block.number} still stands: ${reasonOf(answer)}`);
  const now = asBlock(answer.value);
  if (now?.number === block.number && now.hash === block.hash) return known(true);
  return unknown(`block ${block.number} (${block.hash}) is no longer part of the chain: a reorganisation`);
}

function asBlock(value: unknown): PinnedBlock | undefined {
  const raw = asObject(value);
  const [number, hash, timestamp] = [
    asSafeQuantity(raw?.['number']),
    asWord(raw?.['hash']),
    asSafeQuantity(raw?.['timestamp']),
  ];
  if (number === undefined || hash === undefined || timestamp === undefined) return undefined;
  return { number, hash, timestamp };
}

function resultOf(answer: RpcAnswer): unknown {
  return answer.kind === 'result' ? answer.value : undefined;
}

/** Why there is no result. */
export function reasonOf(answer: Exclude<RpcAnswer, { kind: 'result' }>): string {
  return answer.kind === 'error' ? describe(answer.error) : answer.reason;
}

function failure(message: string): FullfaithError {
  const help =
    'Check that the URL is an Ethereum JSON-RPC endpoint of the right chain that has this block, or choose another with --block.';
  return new FullfaithError('evidence', message.charAt(0).toUpperCase() + message.slice(1), help);
}
