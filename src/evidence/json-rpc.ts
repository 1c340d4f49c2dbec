import { postJson, type PostOutcome } from './http-post.ts';
import { matchAnswers, type RpcAnswer } from './rpc-answers.ts';
import { describe, meaningOf } from './rpc-error.ts';

/** Asks one node. Never throws. `retry: false` where an error answer is expected. */
export type JsonRpc = {
  ask(method: string, params: readonly unknown[], options?: { readonly retry: boolean }): Promise<RpcAnswer>;
};

/** Bounds of the whole conversation with a node. */
export type RpcLimits = {
  /** Requests in one HTTP post. Shrinks by itself where the node refuses batches. */
  readonly batchSize: number;
  /** HTTP posts under way at once. Shrinks by itself under a rate limit. */
  readonly concurrency: number;
  /** For one HTTP post, body included. */
  readonly timeoutMs: number;
  /** For one request with its retries, from when it is first sent; and how long a node may do nothing but fail. */
  readonly deadlineMs: number;
  readonly retries: number;
  /** Of one HTTP answer. */
  readonly maxBytes: number;
  /** The first wait before a retry; it doubles each time. */
  readonly backoffMs: number;
};

export const defaultRpcLimits: RpcLimits = {
  batchSize: 40,
  concurrency: 6,
  timeoutMs: 20_000,
  deadlineMs: 90_000,
  retries: 4,
  maxBytes: 32 * 1024 * 1024,
  backoffMs: 150,
};

/** Where the node is and how to reach it. */
export type RpcTarget = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
  readonly limits: RpcLimits;
};

/** After so many failed posts in a row, with no answer between them, the node counts as dead and is asked no more. */
const deadAfter = 20;

type Job = {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly settle: (answer: RpcAnswer) => void;
  retriesLeft: number;
  waitMs: number;
  alone: boolean;
  firstSent: number | undefined;
};

type Talk = {
  readonly target: RpcTarget;
  readonly queue: Job[];
  active: number;
  batchSize: number;
  concurrency: number;
  pausedUntil: number;
  failures: number;
  /** When the present run of failures began. */
  failingSince: number | undefined;
  dead: string | undefined;
};

/** JSON-RPC over HTTP: batched, with bounded retries, concurrency, time and size; a rate limit slows everything down. */
export function createJsonRpc(target: RpcTarget): JsonRpc {
  const { batchSize, concurrency, retries, backoffMs } = target.limits;
  const rest = { active: 0, pausedUntil: 0, failures: 0, failingSince: undefined, dead: undefined };
  const talk: Talk = { target, queue: [], batchSize, concurrency, ...rest };
  let lastId = 0;
  return {
    ask: (method, params, options) =>
      new Promise((settle) => {
        const retriesLeft = options?.retry === false ? 0 : retries;
        const job: Job = {
          id: ++lastId,
          method,
          params,
          settle,
          retriesLeft,
          waitMs: backoffMs,
          alone: false,
          firstSent: undefined,
        };
        requeue(talk, [job]);
      }),
  };
}

/** Waits for the next turn of the loop, so that what is asked together travels together. */
function requeue(talk: Talk, jobs: readonly Job[]): void {
  if (talk.dead !== undefined) return giveUp(jobs, talk.dead);
  talk.queue.push(...jobs);
  if (talk.queue.length === jobs.length) setTimeout(pump, 0, talk);
}

function pump(talk: Talk): void {
  const pause = talk.pausedUntil - performance.now();
  if (pause > 0 && talk.queue.length > 0) return void setTimeout(pump, pause, talk);
  while (talk.active < talk.concurrency && talk.queue.length > 0) {
    talk.active++;
    void send(talk, takeBatch(talk)).finally(() => {
      talk.active--;
      pump(talk);
    });
  }
}

function takeBatch({ queue, batchSize }: Talk): readonly Job[] {
  const aloneAt = queue.findIndex((job) => job.alone);
  return queue.splice(0, aloneAt === 0 ? 1 : Math.min(batchSize, aloneAt < 0 ? queue.length : aloneAt));
}

async function send(talk: Talk, jobs: readonly Job[]): Promise<void> {
  const { limits, ...where } = talk.target;
  const now = performance.now();
  for (const job of jobs) job.firstSent ??= now;
  const bodies = jobs.map(({ id, method, params }) => ({ jsonrpc: '2.0', id, method, params }));
  const outcome = await postJson(bodies.length === 1 ? bodies[0] : bodies, { ...where, ...limits });
  if (outcome.kind === 'json') take(talk, jobs, outcome.value);
  else fail(talk, jobs, outcome);
}

function take(talk: Talk, jobs: readonly Job[], value: unknown): void {
  const matched = matchAnswers(
    jobs.map(({ id }) => id),
    value,
  );
  if (matched.kind === 'wrong') return fail(talk, jobs, { kind: 'refused', reason: matched.reason });
  if (matched.kind === 'whole') {
    const kind = meaningOf(matched.error) === 'busy' ? 'busy' : 'refused';
    return fail(talk, jobs, { kind, reason: describe(matched.error) });
  }
  matched.answers.forEach((answer, index) => finish(talk, jobs[index] as Job, answer));
}

function finish(talk: Talk, job: Job, answer: RpcAnswer): void {
  if (answer.kind === 'failed') return retry(talk, job, answer, 'alone');
  const meaning = answer.kind === 'error' ? meaningOf(answer.error) : undefined;
  if (meaning === 'busy') slowDown(talk, job.waitMs);
  else Object.assign(talk, { failures: 0, failingSince: undefined });
  if (meaning === 'busy' || meaning === 'lagging') return retry(talk, job, answer);
  job.settle(answer);
}

function fail(talk: Talk, jobs: readonly Job[], outcome: Exclude<PostOutcome, { kind: 'json' }>): void {
  const { reason } = outcome;
  talk.failingSince ??= performance.now();
  const pauseMs = outcome.kind === 'busy' ? outcome.retryAfterMs : undefined;
  if (pauseMs === undefined) talk.failures++;
  else slowDown(talk, pauseMs);
  const failingMs = performance.now() - talk.failingSince + (pauseMs ?? 0);
  if (talk.failures >= deadAfter || failingMs > talk.target.limits.deadlineMs) {
    talk.dead = reason;
    return giveUp([...jobs, ...talk.queue.splice(0)], reason);
  }
  if (outcome.kind === 'busy') {
    const how = pauseMs === undefined ? 'alone' : 'limited';
    return jobs.forEach((job) => retry(talk, job, { kind: 'failed', reason }, how));
  }
  if (jobs.length === 1) return jobs.forEach((job) => job.settle({ kind: 'failed', reason }));
  // Too many at once for the node, or too large for us: the same questions in smaller portions.
  talk.failures--;
  talk.batchSize = Math.max(1, Math.min(talk.batchSize, Math.floor(jobs.length / 2)));
  requeue(talk, jobs);
}

/**
 * Asks again later; settles with the answer at hand when there is no later. `alone`: without company, in case it was what
 * broke the batch. `limited`: the node said when, which uses up time but no attempt.
 */
function retry(talk: Talk, job: Job, answer: RpcAnswer, how: 'together' | 'alone' | 'limited' = 'together'): void {
  const now = performance.now();
  const resume = Math.max(now + job.waitMs, talk.pausedUntil);
  const isLate = resume > (job.firstSent ?? now) + talk.target.limits.deadlineMs;
  if (isLate || (how !== 'limited' && job.retriesLeft-- <= 0)) return job.settle(answer);
  job.waitMs *= 2;
  job.alone ||= how === 'alone';
  setTimeout(requeue, resume - now, talk, [job]);
}

function slowDown(talk: Talk, pauseMs: number): void {
  talk.concurrency = Math.max(1, Math.floor(talk.concurrency / 2));
  talk.pausedUntil = Math.max(talk.pausedUntil, performance.now() + pauseMs);
}

function giveUp(jobs: readonly Job[], reason: string): void {
  for (const job of jobs) job.settle({ kind: 'failed', reason: `the node stopped answering: ${reason}` });
}
