import type { Log, ReadRequest } from '../model/evidence.ts';
import { all, chain, known, map, unknown, type Observation } from '../model/observation.ts';
import type { JsonRpc } from './json-rpc.ts';
import { reasonOf, type Pin } from './pin.ts';
import type { RpcAnswer } from './rpc-answers.ts';
import { describe, meaningOf } from './rpc-error.ts';
import { parseLogs } from './rpc-log.ts';
import { quantity } from './rpc-value.ts';

/** What is known of a node's limits on `eth_getLogs`; shared by all reads of logs, so that it is found out once. */
export type LogLimits = {
  /** The most blocks it lets one request span. */
  maxBlocks: bigint | undefined;
  /** How many requests one read may take. */
  readonly maxRequests: number;
};

type Search = {
  readonly rpc: JsonRpc;
  readonly pin: Pin;
  readonly request: Extract<ReadRequest, { kind: 'logs' }>;
  readonly limits: LogLimits;
  requestsLeft: number;
};

type Span = { readonly from: bigint; readonly to: bigint };
type Logs = Observation<readonly Log[]>;

/**
 * All logs from the genesis to the pinned block, in chain order. Spans are split where the node refuses them, and
 * checked where it may have cut its answer short without saying so.
 */
export async function readLogs(rpc: JsonRpc, pin: Pin, options: Pick<Search, 'request' | 'limits'>): Promise<Logs> {
  const search: Search = { rpc, pin, ...options, requestsLeft: options.limits.maxRequests };
  return collect(search, { from: 0n, to: pin.block.number });
}

async function collect(search: Search, span: Span): Promise<Logs> {
  const spans = split(span, search.limits.maxBlocks);
  if (spans.length > search.requestsLeft) return unknown(tooMany(search));
  if (spans.length > 1) return concat(await Promise.all(spans.map((one) => collect(search, one))));
  const answer = await ask(search, span);
  if (answer.kind === 'error' && meaningOf(answer.error) === 'range')
    return splitFurther(search, span, answer.error.message);
  const logs = logsOf(search, span, answer);
  if (logs.status === 'unknown' || (await isComplete(search, span, logs.value))) return logs;
  if (span.from === span.to)
    return unknown(`the logs of block ${span.from} may be cut short (${logs.value.length} of them)`);
  return collectHalves(search, span);
}

async function ask(search: Search, { from, to }: Span): Promise<RpcAnswer> {
  if (search.requestsLeft-- <= 0) return { kind: 'failed', reason: tooMany(search) };
  const { address, topics } = search.request;
  return search.rpc.ask('eth_getLogs', [{ address, topics, fromBlock: quantity(from), toBlock: quantity(to) }]);
}

function logsOf({ request, pin }: Search, span: Span, answer: RpcAnswer): Logs {
  if (answer.kind === 'result') return parseLogs(answer.value, { request, ...span, pinned: pin.block });
  return unknown(answer.kind === 'error' ? describe(answer.error) : reasonOf(answer));
}

async function splitFurther(search: Search, span: Span, message: string): Promise<Logs> {
  const blocks = span.to - span.from + 1n;
  if (blocks === 1n) return unknown(`the node refuses even the logs of the single block ${span.from}`);
  const isAboutResults = /results|logs|response|size/i.test(message);
  if (isAboutResults) return collectHalves(search, span);
  const hint = hintOf(message);
  const learned = hint !== undefined && hint < blocks ? hint : blocks / 2n;
  const before = search.limits.maxBlocks;
  search.limits.maxBlocks = before === undefined || learned < before ? learned : before;
  return collect(search, span);
}

/** How many blocks the node says it allows, as in “limited to a 10,000 range” or “max range: 5k blocks”. */
function hintOf(message: string): bigint | undefined {
  const numbers = [...message.matchAll(/(?<![\dxa-f])(\d[\d,_]*)(k?)(?![\da-fx])/gi)].map(([, digits = '', k]) => {
    return BigInt(digits.replace(/\D/g, '')) * (k === '' ? 1n : 1000n);
  });
  const plausible = numbers.filter((one) => one >= 10n && one <= 10_000_000n);
  return plausible.length === 1 ? plausible[0] : undefined;
}

/**
 * Looks for signs of silent truncation. A round count is one. Otherwise a list that was cut short lacks logs after its
 * last, or before its first, so both ends are asked for again, which takes far smaller answers.
 */
async function isComplete(search: Search, { from, to }: Span, logs: readonly Log[]): Promise<boolean> {
  const [first, last] = [logs.at(0), logs.at(-1)];
  if (logs.length < smallestCap || first === undefined || last === undefined) return true;
  if (isRound(logs.length)) return false;
  if (from === to) return true;
  const ends: readonly Span[] = [
    { from, to: first.block },
    { from: last.block, to },
  ];
  const answers = await Promise.all(ends.map(async (end) => logsOf(search, end, await ask(search, end))));
  return answers.every((answer, at) => {
    const edge = at === 0 ? first.block : last.block;
    const expected = logs.filter(({ block }) => block === edge).length;
    return answer.status === 'known' && answer.value.length === expected;
  });
}

/** No provider is known that cuts answers shorter than this. */
const smallestCap = 100;

function isRound(count: number): boolean {
  return count % 100 === 0 || (count & (count - 1)) === 0;
}

function split({ from, to }: Span, maxBlocks: bigint | undefined): readonly Span[] {
  const blocks = to - from + 1n;
  if (maxBlocks === undefined || blocks <= maxBlocks) return [{ from, to }];
  const pieces = Array.from(
    { length: Number((blocks + maxBlocks - 1n) / maxBlocks) },
    (_, at) => from + BigInt(at) * maxBlocks,
  );
  return pieces.map((start) => ({ from: start, to: start + maxBlocks - 1n < to ? start + maxBlocks - 1n : to }));
}

async function collectHalves(search: Search, { from, to }: Span): Promise<Logs> {
  const middle = (from + to) / 2n;
  const halves = [collect(search, { from, to: middle }), collect(search, { from: middle + 1n, to })];
  return concat(await Promise.all(halves));
}

function concat(parts: readonly Logs[]): Logs {
  return chain(
    map(all(parts), (lists) => lists.flat()),
    (logs) => (logs.length > maxLogs ? unknown(`more than ${maxLogs} logs`) : known(logs)),
  );
}

/** Bounds memory; a list of role or owner changes is never near it. */
const maxLogs = 200_000;

function tooMany({ limits }: Search): string {
  const span = limits.maxBlocks === undefined ? '' : ` (it allows ${limits.maxBlocks} blocks a request)`;
  return `reading the logs would take more than ${limits.maxRequests} requests to this node${span}`;
}
