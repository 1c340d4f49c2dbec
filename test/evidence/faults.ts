import type { Fault, RpcReply, RpcRequest } from '../devnet/fault-proxy.ts';

/** One row of the fault matrix: what goes wrong, and for which kinds of read the right answer has to be found all the same. */
export type FaultRow = {
  readonly name: string;
  readonly fault: () => Fault;
  /** `all`: every read has to come out right. `none`: every read has to be unknown. Otherwise the kinds that stay right. */
  readonly right: 'all' | 'none' | readonly string[];
};

const html = '<!DOCTYPE html><html><body>Just a moment…</body></html>';
const notLogs = ['call', 'slot', 'code', 'transaction'];

function once(act: (request: RpcRequest) => Partial<RpcReply>): Fault {
  const seen = new Set<unknown>();
  return { intercept: (request) => (seen.has(request.id) ? undefined : (seen.add(request.id), act(request))) };
}

function error(code: number, message: string): Partial<RpcReply> {
  return { error: { code, message } };
}

const limits: readonly FaultRow[] = [
  {
    name: 'HTTP 429 now and then, Retry-After: 0',
    right: 'all',
    fault: () => ({ http: (n) => (n % 2 ? tooMany('0') : undefined) }),
  },
  { name: 'HTTP 429 once, without Retry-After', right: 'all', fault: () => firstExchange({ status: 429 }) },
  { name: 'HTTP 429 for ever, Retry-After: 0', right: 'none', fault: () => ({ http: () => tooMany('0') }) },
  { name: 'HTTP 429, Retry-After: an hour', right: 'none', fault: () => ({ http: () => tooMany('3600') }) },
  {
    name: 'error -32005 once',
    right: 'all',
    fault: () => once(() => error(-32005, 'daily request count exceeded, request rate limited')),
  },
  { name: 'error -32005 for ever', right: 'none', fault: () => ({ intercept: () => error(-32005, 'limit exceeded') }) },
  {
    name: 'error 429 inside of the answer, once',
    right: 'all',
    fault: () => once(() => error(429, 'Your app has exceeded its compute units per second capacity')),
  },
];

const pages: readonly FaultRow[] = [
  {
    name: 'a web page with status 200',
    right: 'none',
    fault: () => ({ http: () => ({ body: html, headers: { 'content-type': 'text/html' } }) }),
  },
  { name: 'a web page with status 502, once', right: 'all', fault: () => firstExchange({ status: 502, body: html }) },
  { name: 'a web page with status 403', right: 'none', fault: () => ({ http: () => ({ status: 403, body: html }) }) },
  { name: 'HTTP 503 for ever', right: 'none', fault: () => ({ http: () => ({ status: 503 }) }) },
  {
    name: 'a redirect',
    right: 'none',
    fault: () => ({ http: () => ({ status: 307, headers: { location: 'http://127.0.0.1:9/' } }) }),
  },
  { name: 'an empty answer', right: 'none', fault: () => ({ http: () => ({}) }) },
  { name: 'half an answer', right: 'none', fault: () => ({ http: () => ({ body: '{"jsonrpc":"2.0","id":1,"resu' }) }) },
];

const slowness: readonly FaultRow[] = [
  { name: 'no answer at all', right: 'none', fault: () => ({ http: () => ({ hang: true }) }) },
  { name: 'no answer to the first request', right: 'all', fault: () => firstExchange({ hang: true }) },
  {
    name: 'an answer that stops in the middle',
    right: 'none',
    fault: () => ({ http: () => ({ body: '[{"jsonrpc":"2.0"', hang: true }) }),
  },
];

const batches: readonly FaultRow[] = [
  {
    name: 'batches refused by an error object',
    right: 'all',
    fault: () =>
      refuseBatches({
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: null,
          error: { code: -32600, message: 'batch requests are not supported' },
        }),
      }),
  },
  {
    name: 'batches refused by HTTP 400',
    right: 'all',
    fault: () => refuseBatches({ status: 400, body: 'batch too large' }),
  },
  {
    name: 'batches answered by the first answer only',
    right: 'all',
    fault: () => ({ shuffle: (replies) => replies[0] }),
  },
  { name: 'batches answered backwards', right: 'all', fault: () => ({ shuffle: (replies) => [...replies].reverse() }) },
  {
    name: 'batches answered without the first',
    right: 'all',
    fault: () => ({ shuffle: (replies) => replies.slice(1) }),
  },
  {
    name: 'batches answered with a stranger among them',
    right: 'all',
    fault: () => ({ shuffle: (replies) => [null, 7, { id: 'x' }, ...replies] }),
  },
  {
    name: 'every answer of a batch twice',
    right: 'all',
    fault: () => ({ shuffle: (replies) => [...replies, ...replies] }),
  },
  { name: 'answers with ids nobody used', right: 'none', fault: () => ({ alter: (reply) => ({ ...reply, id: -1 }) }) },
];

const wrongTypes: readonly FaultRow[] = [42, true, null, {}, [[]], 'abc', '0x123', '0xzz', { result: '0x' }].map(
  (result) => ({
    name: `a result that is ${JSON.stringify(result)}`,
    right: 'none',
    fault: () => ({ alter: (reply) => ({ ...reply, result }) }),
  }),
);

const shapes: readonly FaultRow[] = [
  {
    name: 'neither a result nor an error',
    right: 'none',
    fault: () => ({ alter: ({ id }) => ({ jsonrpc: '2.0', id }) }),
  },
  {
    name: 'a result and an error',
    right: 'none',
    fault: () => ({ alter: (reply) => ({ ...reply, error: { code: 1, message: 'x' } }) }),
  },
  { name: 'an error that is text', right: 'none', fault: () => ({ alter: ({ id }) => ({ id, error: 'failed' }) }) },
  {
    name: 'an error without a message',
    right: 'none',
    fault: () => ({ alter: ({ id }) => ({ id, error: { code: 3 } }) }),
  },
  {
    name: 'method not found',
    right: 'none',
    fault: () => ({ intercept: () => error(-32601, 'the method is not available') }),
  },
  {
    name: 'pruned state',
    right: ['logs', 'transaction'],
    fault: () => ({
      intercept: ({ method }) =>
        /Call|call|Code|Storage/.test(method)
          ? error(-32000, 'missing trie node 0x12 (path ) state is not available')
          : undefined,
    }),
  },
  {
    name: 'a huge answer',
    right: 'none',
    fault: () => ({ alter: (reply) => ({ ...reply, result: `0x${'00'.repeat(300_000)}` }) }),
  },
  { name: 'deeply nested JSON', right: 'none', fault: () => ({ http: () => ({ body: '['.repeat(100_000) }) }) },
];

const logFaults: readonly FaultRow[] = [
  ...[
    'query exceeds max block range 40',
    'eth_getLogs is limited to a 40 range',
    'block range is too wide',
    'exceed maximum block range: 40',
    'Log response size exceeded. You can make eth_getLogs requests with up to a 40 block range',
  ].map((message) => logFault(`the block range refused: ${message}`, 'all', rangeLimit(40n, error(-32602, message)))),
  logFault(
    'too many results refused',
    'all',
    resultLimit(50, () => error(-32005, 'query returned more than 50 results')),
  ),
  ...[100, 128, 137, 200, 329].flatMap((count) => [
    logFault(
      `silently cut to the first ${count} logs`,
      'all',
      cut((logs) => logs.slice(0, count)),
    ),
    logFault(
      `silently cut to the last ${count} logs`,
      'all',
      cut((logs) => logs.slice(-count)),
    ),
  ]),
  logFault('every range refused', notLogs, rangeLimit(0n, error(-32602, 'block range too large'))),
  logFault('a range that takes too many requests', notLogs, rangeLimit(1n, error(-32602, 'max range is 1'))),
  logFault(
    'the same log twice',
    notLogs,
    cut((logs) => [...logs, ...logs.slice(0, 1)]),
  ),
  logFault(
    'a removed log',
    notLogs,
    cut((logs) => logs.map((log) => ({ ...log, removed: true }))),
  ),
  logFault(
    "another contract's logs",
    notLogs,
    cut((logs) => logs.map((log) => ({ ...log, address: `0x${'11'.repeat(20)}` }))),
  ),
  logFault(
    'logs with another topic',
    notLogs,
    cut((logs) => logs.map((log) => ({ ...log, topics: [`0x${'11'.repeat(32)}`] }))),
  ),
  logFault(
    'logs from the future',
    notLogs,
    cut((logs) => logs.map((log) => ({ ...log, blockNumber: '0xfffffff' }))),
  ),
  logFault(
    'logs without data',
    notLogs,
    cut((logs) => logs.map(({ data: _, ...log }) => log)),
  ),
];

/** Every fault there is a row for. */
export const faults: readonly FaultRow[] = [
  ...limits,
  ...pages,
  ...slowness,
  ...batches,
  ...wrongTypes,
  ...shapes,
  ...logFaults,
];

type RawLog = Readonly<Record<string, unknown>>;

function logFault(name: string, right: FaultRow['right'], fault: Fault): FaultRow {
  return { name: `logs: ${name}`, right, fault: () => fault };
}

function rangeLimit(blocks: bigint, refusal: Partial<RpcReply>): Fault {
  return {
    intercept({ method, params }) {
      const filter = params[0] as { readonly fromBlock: string; readonly toBlock: string };
      const isTooWide = method === 'eth_getLogs' && BigInt(filter.toBlock) - BigInt(filter.fromBlock) >= blocks;
      return isTooWide ? refusal : undefined;
    },
  };
}

function resultLimit(count: number, refusal: () => Partial<RpcReply>): Fault {
  return {
    alter: (reply, { id, method }) => {
      const isTooMuch = method === 'eth_getLogs' && (reply.result as readonly unknown[]).length > count;
      return isTooMuch ? { jsonrpc: '2.0', id, ...refusal() } : reply;
    },
  };
}

function cut(change: (logs: readonly RawLog[]) => readonly RawLog[]): Fault {
  return {
    alter: (reply, { method }) =>
      method === 'eth_getLogs' ? { ...reply, result: change(reply.result as readonly RawLog[]) } : reply,
  };
}

function tooMany(retryAfter: string) {
  return { status: 429, headers: { 'retry-after': retryAfter } };
}

function firstExchange(answer: ReturnType<NonNullable<Fault['http']>>): Fault {
  let isFirst = true;
  return { http: () => (isFirst ? ((isFirst = false), answer) : undefined) };
}

function refuseBatches(answer: ReturnType<NonNullable<Fault['http']>>): Fault {
  return { http: (_, requests) => (requests.length > 1 ? answer : undefined) };
}
