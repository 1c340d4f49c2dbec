import { asObject, quoted } from './rpc-value.ts';

/** What came of one HTTP request. `busy`: the same request may work later. `refused`: it will not, in this form. */
export type PostOutcome =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** Bounds of one exchange. `timeoutMs` covers all of it, body included; `maxBytes` is of the answer's body. */
export type FetchOptions = {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly maxBytes: number;
};

/** An answer read to its end. */
export type Fetched = { readonly status: number; readonly headers: Headers; readonly text: string };

class TooLarge extends Error {}
class TooSlow extends Error {}

/** Posts JSON and reads a JSON answer of bounded size in bounded time. Never throws. */
export async function postJson(
  body: unknown,
  {
    url,
    headers,
    ...options
  }: FetchOptions & { readonly url: string; readonly headers: Readonly<Record<string, string>> },
): Promise<PostOutcome> {
  try {
    const init = { method: 'POST', headers: { ...jsonHeaders, ...headers }, body: JSON.stringify(body) };
    return judge(await fetchBounded(url, init, options));
  } catch (error) {
    if (error instanceof TooLarge) return { kind: 'refused', reason: error.message };
    return {
      kind: 'busy',
      reason: error instanceof TooSlow ? error.message : `connection failed: ${quoted(causeOf(error))}`,
    };
  }
}

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' };

/**
 * Fetches within bounds; throws beyond them, on a redirect, and when the connection fails. The clock is raced against, not
 * only used to abort: Node can lose an abort once the headers are there, and would wait for the body for ever.
 */
export async function fetchBounded(url: string, init: RequestInit, options: FetchOptions): Promise<Fetched> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(`no answer within ${options.timeoutMs / 1000} s`)), options.timeoutMs);
  });
  try {
    return await Promise.race([exchange(url, { ...init, redirect: 'error', signal: stop.signal }, options), late]);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function exchange(
  url: string,
  init: RequestInit & { readonly signal: AbortSignal },
  { fetch, maxBytes }: FetchOptions,
): Promise<Fetched> {
  const response = await fetch(url, init);
  const reader = response.body?.getReader();
  const drop = (): void => void reader?.cancel().catch(() => undefined);
  init.signal.addEventListener('abort', drop);
  if (init.signal.aborted) drop();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) throw new TooLarge(`the answer is larger than ${maxBytes} bytes`);
    text += decoder.decode(part.value, { stream: true });
  }
  return { status: response.status, headers: response.headers, text: text + decoder.decode() };
}

function judge({ status, headers, text }: Fetched): PostOutcome {
  if (status === 429)
    return { kind: 'busy', reason: 'rate limit (HTTP 429)', retryAfterMs: 1000, ...retryAfter(headers) };
  const value = parse(text);
  if (status >= 200 && status < 300) {
    return value === undefined ? { kind: 'busy', reason: notJson(text) } : { kind: 'json', value };
  }
  // Providers send JSON-RPC errors, reverts among them, with other status codes too.
  if (asObject(asObject(value)?.['error']) !== undefined || Array.isArray(value)) return { kind: 'json', value };
  const reason = `HTTP ${status}${text.trim() === '' ? '' : `, ${value === undefined ? notJson(text) : quoted(text)}`}`;
  if (status >= 500 || status === 408) return { kind: 'busy', reason, ...retryAfter(headers) };
  return { kind: 'refused', reason };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(text: string): string {
  if (text.trim() === '') return 'an empty answer';
  return /^\s*</.test(text) ? 'a web page instead of JSON' : 'an answer that is not JSON';
}

/** RFC 9110 10.2.3, in its form of seconds; the form of a date would need a clock. */
function retryAfter(headers: Headers): { retryAfterMs?: number } {
  const seconds = /^\s*(\d{1,6})\s*$/.exec(headers.get('retry-after') ?? '')?.[1];
  return seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
