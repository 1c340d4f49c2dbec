import { setTimeout } from 'node:timers/promises';
import { FullfaithError } from '../model/error.ts';

/** Who is told. The URL is a secret and never shown. */
export type Webhook = { readonly url: string; readonly body: (notice: never) => object };

/** How patient a delivery is. */
export type Patience = {
  readonly attempts: number;
  /** Before the second attempt; doubles from there. */
  readonly firstPauseMs: number;
  readonly timeoutMs: number;
  readonly longestPauseMs: number;
};

/** About half a minute in all. */
const usualPatience: Patience = { attempts: 5, firstPauseMs: 1000, timeoutMs: 10_000, longestPauseMs: 60_000 };

/** Checks that a text is a URL that can be posted to. Throws a `FullfaithError` that does not repeat it. */
export function requireWebhookUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new FullfaithError('input', 'The webhook is not an http or https URL.', 'Give one with --webhook <url>.');
}

/**
 * Posts JSON, again and again while the receiver may recover: no answer, HTTP 408, 425, 429 and 5xx. A `Retry-After` in seconds
 * is kept to. Answers with null when it was taken, else with the reason, in which no URL stands.
 */
export async function postWebhook(
  url: string,
  body: object,
  patience: Patience = usualPatience,
): Promise<string | null> {
  let reason = '';
  for (let attempt = 1, pause = patience.firstPauseMs; attempt <= patience.attempts; attempt += 1, pause *= 2) {
    const outcome = await post(url, body, patience.timeoutMs);
    if (outcome === 'taken') return null;
    reason = outcome.reason;
    if (!outcome.again) return reason;
    const wait = Math.min(Math.max(pause, outcome.afterMs), patience.longestPauseMs);
    if (attempt < patience.attempts) await setTimeout(wait);
  }
  return reason;
}

type Outcome = 'taken' | { readonly reason: string; readonly again: boolean; readonly afterMs: number };

async function post(url: string, body: object, timeoutMs: number): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    const { status } = response;
    if (response.ok) return 'taken';
    const again = [408, 425, 429].includes(status) || status >= 500;
    return { reason: `the receiver answered HTTP ${status}`, again, afterMs: retryAfterMs(response) };
  } catch (error) {
    const reason =
      error instanceof Error && error.name === 'TimeoutError' ? 'it did not answer in time' : 'it cannot be reached';
    return { reason, again: true, afterMs: 0 };
  }
}

/** RFC 9110 10.2.3, in its form of seconds. */
function retryAfterMs({ headers }: Response): number {
  const [, seconds] = /^\s*(\d{1,6}(?:\.\d+)?)\s*$/.exec(headers.get('retry-after') ?? '') ?? [];
  return seconds === undefined ? 0 : Number(seconds) * 1000;
}
