import { zeroAddress, type Address } from 'viem';
import { as, eventOf, read, send } from './contract.ts';
import type { Nitro } from './nitro.ts';

/** A message in the delayed inbox, as `forceInclusion` wants it back. */
export type DelayedMessage = {
  readonly index: bigint;
  readonly kind: unknown;
  readonly block: bigint;
  readonly timestamp: unknown;
  readonly baseFee: unknown;
  readonly sender: unknown;
  readonly dataHash: unknown;
};

/** A user deposits ether, which puts a message into the delayed inbox. */
export async function depositEther({ inbox, bridge }: Nitro, from: Address, wei: bigint): Promise<DelayedMessage> {
  const receipt = await send(as(inbox, from, wei), 'depositEth');
  const message = eventOf(bridge, receipt, 'MessageDelivered');
  return {
    index: message['messageIndex'] as bigint,
    kind: message['kind'],
    block: receipt.blockNumber,
    timestamp: message['timestamp'],
    baseFee: message['baseFeeL1'],
    sender: message['sender'],
    dataHash: message['messageDataHash'],
  };
}

/** Anyone forces the delayed inbox in, up to this message. Throws before the message has waited its delay. */
export async function forceInclusion({ sequencerInbox }: Nitro, message: DelayedMessage, by: Address): Promise<void> {
  const { index, kind, block, timestamp, baseFee, sender, dataHash } = message;
  const upTo = [index + 1n, kind, [block, timestamp], baseFee, sender, dataHash];
  await send(as(sequencerInbox, by), 'forceInclusion', ...upTo);
}

/** The batch poster posts one batch of calldata that reads the whole delayed inbox. */
export async function postBatch({ sequencerInbox, bridge, batchPoster }: Nitro): Promise<void> {
  const sequenceNumber = await read(bridge, 'sequencerMessageCount');
  const delayedMessages = await read(bridge, 'delayedMessageCount');
  const batch = [sequenceNumber, `0x00${'aa'.repeat(40)}`, delayedMessages, zeroAddress, 0n, 0n];
  await send(as(sequencerInbox, batchPoster), 'addSequencerL2BatchFromOrigin', ...batch);
}
