import { asObject, quoted } from './rpc-value.ts';

/** What came of one HTTP request. `busy`: the same request may work later. `refused`: it will not, in this form. */
export type PostOutcome =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** Where and how to post. `timeoutMs` covers the whole exchange, body included. */
export type PostOptions = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly maxBytes: number;
};

class TooLarge extends Error {}

/** Posts JSON and reads a JSON answer of bounded size in bounded time. Never throws. Redirects are refused. */
export async function postJson(body: unknown, options: PostOptions): Promise<PostOutcome> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), options.timeoutMs);
  try {
    const response = await options.fetch(options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...options.headers },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: stop.signal,
    });
    const text = await readBounded(response, options.maxBytes);
    return judge(response, text);
  } catch (error) {
    if (error instanceof TooLarge) return { kind: 'refused', reason: error.message };
    if (stop.signal.aborted) return { kind: 'busy', reason: `no answer within ${options.timeoutMs / 1000} s` };
    return { kind: 'busy', reason: `connection failed: ${quoted(causeOf(error))}` };
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function readBounded(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new TooLarge(`the answer is larger than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function judge(response: Response, text: string): PostOutcome {
  const status = response.status;
  if (status === 429)
    return { kind: 'busy', reason: 'rate limit (HTTP 429)', retryAfterMs: 1000, ...retryAfter(response) };
  const value = parse(text);
  if (status >= 200 && status < 300) {
    return value === undefined ? { kind: 'busy', reason: notJson(text) } : { kind: 'json', value };
  }
  // Providers send JSON-RPC errors, reverts among them, with other status codes too.
  if (asObject(asObject(value)?.['error']) !== undefined || Array.isArray(value)) return { kind: 'json', value };
  const reason = `HTTP ${status}${text.trim() === '' ? '' : `, ${value === undefined ? notJson(text) : quoted(text)}`}`;
  if (status >= 500 || status === 408) return { kind: 'busy', reason, ...retryAfter(response) };
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
function retryAfter(response: Response): { retryAfterMs?: number } {
  const seconds = /^\s*(\d{1,6})\s*$/.exec(response.headers.get('retry-after') ?? '')?.[1];
  return seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
