import type { WatchState } from '../check/index.ts';
import { postWebhook } from './post-webhook.ts';
import type { Surroundings } from './surroundings.ts';
import type { WatchPlan } from './watch-plan.ts';
import { writeState } from './watch-state-file.ts';

/**
 * Posts what is pending, oldest first, and remembers after each that it was taken. What is not taken stays pending and is tried
 * again at the next look. Answers whether nothing is left.
 */
export async function deliverNotices(
  state: WatchState,
  { webhook, stateFile }: WatchPlan,
  { stderr }: Surroundings,
): Promise<boolean> {
  if (webhook === null) return true;
  for (const [at, notice] of state.pending.entries()) {
    const reason = await postWebhook(webhook.url, webhook.shape.body(notice));
    if (reason !== null) {
      stderr.write(
        `The webhook was not told: ${reason}. ${state.pending.length - at} notices wait for the next look.\n`,
      );
      return false;
    }
    await writeState(stateFile, { ...state, pending: state.pending.slice(at + 1) });
  }
  return true;
}
