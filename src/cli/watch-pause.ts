import { setTimeout } from 'node:timers/promises';
import { openLiveReader } from '../evidence/live.ts';
import { FullfaithError } from '../model/error.ts';
import type { Options } from './command.ts';
import { blockOf } from './open-nodes.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import type { WatchPlan } from './watch-plan.ts';

const ethereum = 1;
/** One slot of Ethereum (EIP-2982): more often there is nothing new. */
const slotMs = 12_000;
/** After a look at which nothing could be seen. */
const longestOutagePauseMs = 60_000;

/** Waits until it is time to look again. After a look that failed that is soon. */
export async function pauseAfter(code: ExitCode, { rhythm, nodes }: WatchPlan, options: Options): Promise<void> {
  if (rhythm === null) return;
  const failed = code === exitCodes.noEvidence;
  if ('minutes' in rhythm) {
    const pause = rhythm.minutes * 60_000;
    await setTimeout(failed ? Math.min(pause, longestOutagePauseMs) : pause);
    return;
  }
  const head = () => headOfAny(nodes.get(ethereum) ?? [], options);
  const start = await head();
  await untilBlock(start === null ? null : start + rhythm.blocks, head, slotMs);
}

/** Waits until the chain has reached this block; asks once a slot. Without an answer there is nothing to wait for but a slot. */
async function untilBlock(target: bigint | null, head: () => Promise<bigint | null>, pauseMs: number): Promise<void> {
  for (;;) {
    await setTimeout(pauseMs);
    const number = await head();
    if (number === null || target === null || number >= target) return;
  }
}

/** What the first node that answers says. */
async function headOfAny(urls: readonly string[], options: Options): Promise<bigint | null> {
  for (const url of urls) {
    const head = await headOf(url, options);
    if (head !== null) return head;
  }
  return null;
}

/** The number of the block that an audit would be pinned to; null where the node does not answer. */
async function headOf(url: string, options: Options): Promise<bigint | null> {
  const block = blockOf({ block: options.block });
  try {
    const { block: pinned } = await openLiveReader({
      url,
      chainId: ethereum,
      ...(block === undefined ? {} : { block }),
    });
    return pinned.number;
  } catch (error) {
    if (error instanceof FullfaithError) return null;
    throw error;
  }
}
